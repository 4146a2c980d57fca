import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of work and roles that take effect on a later day. */
export class PlannedChanges1796000140100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.planned_change (
        id uuid NOT NULL,
        kind text NOT NULL,
        person_id uuid NOT NULL,
        organisation_id uuid,
        to_organisation_id uuid,
        functions text[] NOT NULL DEFAULT '{}',
        role text,
        theme_id uuid,
        role_ends_at timestamptz,
        on_day date NOT NULL,
        planned_at timestamptz NOT NULL,
        planned_by uuid NOT NULL,
        done_at timestamptz,
        withdrawn_at timestamptz,
        failure text,
        CONSTRAINT planned_change_pk PRIMARY KEY (id),
        CONSTRAINT planned_change_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT planned_change_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT planned_change_to_fk FOREIGN KEY (to_organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT planned_change_planned_by_fk FOREIGN KEY (planned_by) REFERENCES people.person (id),
        CONSTRAINT planned_change_kind_known CHECK (kind IN ('begin', 'functions', 'move', 'end', 'role')),
        CONSTRAINT planned_change_role_says_which CHECK ((kind = 'role') = (role IS NOT NULL)),
        CONSTRAINT planned_change_work_says_where CHECK (kind = 'role' OR organisation_id IS NOT NULL),
        CONSTRAINT planned_change_moves_to CHECK ((kind = 'move') = (to_organisation_id IS NOT NULL)),
        CONSTRAINT planned_change_one_outcome CHECK (num_nonnulls(done_at, withdrawn_at) <= 1),
        CONSTRAINT planned_change_failed_is_done CHECK (failure IS NULL OR done_at IS NOT NULL)
      );
      CREATE INDEX planned_change_due ON people.planned_change (on_day, id)
        WHERE done_at IS NULL AND withdrawn_at IS NULL;
      CREATE INDEX planned_change_person ON people.planned_change (person_id);
      CREATE INDEX planned_change_organisation ON people.planned_change (organisation_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE people.planned_change');
  }
}
