import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Targets are drafted in the product, name the page of the plan, and say how doubtful words are read. */
export class PlansMadeHere1796000160000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE targets.target
        ADD COLUMN source_pages integer[] NOT NULL DEFAULT '{}',
        ADD COLUMN readings jsonb NOT NULL DEFAULT '[]'`);
    await db.query('ALTER TABLE targets.plan_version ADD COLUMN reason text');
    await db.query(`
      CREATE TABLE targets.target_draft (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        plan_id uuid NOT NULL,
        code text,
        state text NOT NULL DEFAULT 'open',
        document jsonb NOT NULL,
        theme_ids uuid[] NOT NULL DEFAULT '{}',
        made_by uuid NOT NULL,
        changed_by uuid NOT NULL,
        changed_at timestamptz NOT NULL,
        proposed_by uuid,
        remark text,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT target_draft_pk PRIMARY KEY (id),
        CONSTRAINT target_draft_plan_fk FOREIGN KEY (plan_id) REFERENCES targets.plan (id),
        CONSTRAINT target_draft_made_by_fk FOREIGN KEY (made_by) REFERENCES people.person (id),
        CONSTRAINT target_draft_changed_by_fk FOREIGN KEY (changed_by) REFERENCES people.person (id),
        CONSTRAINT target_draft_proposed_by_fk FOREIGN KEY (proposed_by) REFERENCES people.person (id),
        CONSTRAINT target_draft_state_known CHECK (state IN ('open', 'proposed', 'returned', 'adopted', 'dropped')),
        CONSTRAINT target_draft_proposed_by_somebody CHECK (state <> 'proposed' OR proposed_by IS NOT NULL),
        CONSTRAINT target_draft_returned_with_remark CHECK (state <> 'returned' OR remark IS NOT NULL)
      )`);
    await db.query(
      `CREATE INDEX target_draft_alive ON targets.target_draft (plan_id)
        WHERE state IN ('open', 'proposed', 'returned')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE targets.target_draft');
    await db.query('ALTER TABLE targets.plan_version DROP COLUMN reason');
    await db.query('ALTER TABLE targets.target DROP COLUMN readings, DROP COLUMN source_pages');
  }
}
