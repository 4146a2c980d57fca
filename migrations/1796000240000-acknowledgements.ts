import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Organisations say that they read material, which can count. */
export class Acknowledgements1796000240000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE catalogue.material
        ADD COLUMN counts_as text,
        ADD COLUMN is_proof boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT material_counts_as_form CHECK (counts_as ~ '^[a-z0-9-]{1,60}$'),
        ADD CONSTRAINT material_counting_is_kept CHECK (counts_as IS NULL OR is_proof)`);
    await db.query(sqlFile('catalogue.current_material', '27485a8f'));
    await db.query(`
      CREATE TABLE acts.acknowledgement (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        material_id uuid NOT NULL,
        version integer NOT NULL,
        organisation_id uuid NOT NULL,
        read_on date NOT NULL,
        read_by uuid,
        act_id uuid,
        made_act boolean NOT NULL DEFAULT false,
        taken_back_at timestamptz,
        taken_back_reason text,
        CONSTRAINT acknowledgement_pk PRIMARY KEY (id),
        CONSTRAINT acknowledgement_material_fk FOREIGN KEY (material_id) REFERENCES catalogue.material (id),
        CONSTRAINT acknowledgement_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT acknowledgement_read_by_fk FOREIGN KEY (read_by) REFERENCES people.person (id),
        CONSTRAINT acknowledgement_act_fk FOREIGN KEY (act_id) REFERENCES acts.act (id),
        CONSTRAINT acknowledgement_taken_back_says_why
          CHECK ((taken_back_at IS NULL) = (taken_back_reason IS NULL))
      )`);
    await db.query(
      `CREATE UNIQUE INDEX acknowledgement_once ON acts.acknowledgement (material_id, organisation_id)
        WHERE taken_back_at IS NULL`,
    );
    await db.query('CREATE INDEX acknowledgement_act ON acts.acknowledgement (act_id)');
    await db.query('CREATE INDEX acknowledgement_read_by ON acts.acknowledgement (read_by)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE acts.acknowledgement');
    await db.query('DROP VIEW catalogue.current_material');
    await db.query(sqlFile('catalogue.current_material', 'f457201d'));
    await db.query(`
      ALTER TABLE catalogue.material
        DROP CONSTRAINT material_counting_is_kept,
        DROP CONSTRAINT material_counts_as_form,
        DROP COLUMN is_proof,
        DROP COLUMN counts_as`);
  }
}
