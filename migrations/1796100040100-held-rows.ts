import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of lists that look like an act that is there wait for a theme lead. */
export class HeldRows1796100040100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE acts.import ADD COLUMN held_count integer NOT NULL DEFAULT 0;
      ALTER TABLE acts.import_row
        DROP CONSTRAINT import_row_outcome_known,
        ADD CONSTRAINT import_row_outcome_known
          CHECK (outcome IN ('created', 'matched', 'skipped', 'rejected', 'held'));
      CREATE TABLE acts.held_row (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        import_id uuid NOT NULL,
        row_number integer NOT NULL,
        kind text NOT NULL,
        source text NOT NULL,
        external_id text NOT NULL,
        draft jsonb NOT NULL,
        like_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'open',
        made_at timestamptz NOT NULL,
        answered_at timestamptz,
        act_id uuid,
        CONSTRAINT held_row_pk PRIMARY KEY (id),
        CONSTRAINT held_row_once UNIQUE (source, external_id),
        CONSTRAINT held_row_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id),
        CONSTRAINT held_row_like_fk FOREIGN KEY (like_id) REFERENCES acts.act (id),
        CONSTRAINT held_row_act_fk FOREIGN KEY (act_id) REFERENCES acts.act (id),
        CONSTRAINT held_row_state_known CHECK (state IN ('open', 'other', 'same')),
        CONSTRAINT held_row_answered CHECK ((state = 'open') = (answered_at IS NULL)),
        CONSTRAINT held_row_other_is_an_act CHECK ((state = 'other') = (act_id IS NOT NULL))
      );
      CREATE INDEX held_row_open ON acts.held_row (kind, made_at, id) WHERE state = 'open';
      CREATE INDEX held_row_import ON acts.held_row (import_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE acts.held_row;
      UPDATE acts.import_row SET outcome = 'skipped' WHERE outcome = 'held';
      ALTER TABLE acts.import_row
        DROP CONSTRAINT import_row_outcome_known,
        ADD CONSTRAINT import_row_outcome_known
          CHECK (outcome IN ('created', 'matched', 'skipped', 'rejected'));
      ALTER TABLE acts.import DROP COLUMN held_count;
    `);
  }
}
