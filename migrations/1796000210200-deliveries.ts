import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** What municipalities can ask for from the menukaart, and what they asked for. */
export class Deliveries1796000210200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('catalogue.lent_means', 'e7df3ef2'));
    await db.query(`
      CREATE TABLE acts.menu_item (
        means_id uuid NOT NULL,
        subkind text,
        CONSTRAINT menu_item_pk PRIMARY KEY (means_id),
        CONSTRAINT menu_item_means_fk FOREIGN KEY (means_id) REFERENCES catalogue.means (id)
      )`);
    await db.query(`
      CREATE TABLE acts.delivery (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        means_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        subkind text,
        first_day date NOT NULL,
        last_day date NOT NULL,
        pieces integer NOT NULL DEFAULT 1,
        place text NOT NULL,
        contact text NOT NULL,
        purpose text NOT NULL DEFAULT '',
        state text NOT NULL DEFAULT 'requested',
        reason text NOT NULL DEFAULT '',
        requested_by uuid,
        requested_at timestamptz NOT NULL,
        act_id uuid,
        CONSTRAINT delivery_pk PRIMARY KEY (id),
        CONSTRAINT delivery_means_fk FOREIGN KEY (means_id) REFERENCES catalogue.means (id),
        CONSTRAINT delivery_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT delivery_requested_by_fk FOREIGN KEY (requested_by) REFERENCES people.person (id),
        CONSTRAINT delivery_act_fk FOREIGN KEY (act_id) REFERENCES acts.act (id),
        CONSTRAINT delivery_state_known
          CHECK (state IN ('requested', 'confirmed', 'delivered', 'refused', 'cancelled')),
        CONSTRAINT delivery_days_in_order CHECK (first_day <= last_day),
        CONSTRAINT delivery_pieces_sane CHECK (pieces BETWEEN 1 AND 200),
        CONSTRAINT delivery_refused_says_why CHECK (state <> 'refused' OR reason <> ''),
        CONSTRAINT delivery_act_when_delivered CHECK (act_id IS NULL OR state = 'delivered')
      )`);
    await db.query('CREATE INDEX delivery_by_day ON acts.delivery (first_day, id)');
    await db.query(
      'CREATE INDEX delivery_by_organisation ON acts.delivery (organisation_id, first_day)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE acts.delivery');
    await db.query('DROP TABLE acts.menu_item');
    await db.query('DROP VIEW catalogue.lent_means');
  }
}
