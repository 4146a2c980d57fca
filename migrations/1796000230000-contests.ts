import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations say that something which counts is wrong, or that something lacks. */
export class Contests1796000230000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE targets.contest (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        target_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        contribution_id uuid,
        reason text NOT NULL,
        state text NOT NULL DEFAULT 'open',
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        answered_at timestamptz,
        answer text,
        correction text,
        CONSTRAINT contest_pk PRIMARY KEY (id),
        CONSTRAINT contest_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id),
        CONSTRAINT contest_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT contest_contribution_fk FOREIGN KEY (contribution_id) REFERENCES targets.contribution (id),
        CONSTRAINT contest_made_by_fk FOREIGN KEY (made_by) REFERENCES people.person (id),
        CONSTRAINT contest_state_known CHECK (state IN ('open', 'accepted', 'explained', 'withdrawn')),
        CONSTRAINT contest_answered_with_text
          CHECK (state NOT IN ('accepted', 'explained') OR answer IS NOT NULL AND answered_at IS NOT NULL),
        CONSTRAINT contest_accepted_with_correction CHECK (state <> 'accepted' OR correction IS NOT NULL)
      )`);
    await db.query(
      `CREATE UNIQUE INDEX contest_one_open_per_unit ON targets.contest (contribution_id, organisation_id)
        WHERE state = 'open' AND contribution_id IS NOT NULL`,
    );
    await db.query(
      `CREATE UNIQUE INDEX contest_one_open_per_gap ON targets.contest (target_id, organisation_id)
        WHERE state = 'open' AND contribution_id IS NULL`,
    );
    await db.query(
      'CREATE INDEX contest_organisation ON targets.contest (organisation_id, made_at)',
    );
    await db.query('CREATE INDEX contest_target ON targets.contest (target_id, state)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE targets.contest');
  }
}
