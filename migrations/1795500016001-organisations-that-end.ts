import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Municipalities that merge, planned and done, with all that is needed to undo it. */
export class OrganisationsThatEnd1795500016001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.organisation_ending (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        organisation_id uuid NOT NULL,
        successor_id uuid NOT NULL,
        -- First day on which it no longer exists.
        ends_on date NOT NULL,
        reason text NOT NULL,
        planned_at timestamptz NOT NULL,
        planned_by uuid NOT NULL,
        -- When people and counts moved: at once, or on the day itself.
        done_at timestamptz,
        undone_at timestamptz,
        undone_by uuid,
        undo_reason text,
        CONSTRAINT organisation_ending_pk PRIMARY KEY (id),
        CONSTRAINT organisation_ending_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT organisation_ending_successor_fk FOREIGN KEY (successor_id) REFERENCES people.organisation (id),
        CONSTRAINT organisation_ending_planned_by_fk FOREIGN KEY (planned_by) REFERENCES people.person (id),
        CONSTRAINT organisation_ending_undone_by_fk FOREIGN KEY (undone_by) REFERENCES people.person (id),
        CONSTRAINT organisation_ending_in_another CHECK (organisation_id <> successor_id),
        CONSTRAINT organisation_ending_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
        CONSTRAINT organisation_ending_undo_says_why CHECK (
          (undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
      );
      CREATE UNIQUE INDEX organisation_ending_once ON people.organisation_ending (organisation_id)
        WHERE undone_at IS NULL;
      CREATE INDEX organisation_ending_successor ON people.organisation_ending (successor_id);
      CREATE INDEX organisation_ending_due ON people.organisation_ending (ends_on)
        WHERE done_at IS NULL AND undone_at IS NULL;

      -- What happened to each job and role, so that exactly that can be taken back.
      CREATE TABLE people.organisation_ending_move (
        ending_id uuid NOT NULL,
        part text NOT NULL,
        row_id uuid NOT NULL,
        CONSTRAINT organisation_ending_move_pk PRIMARY KEY (ending_id, part, row_id),
        CONSTRAINT organisation_ending_move_ending_fk FOREIGN KEY (ending_id) REFERENCES people.organisation_ending (id),
        CONSTRAINT organisation_ending_move_part_known CHECK (part IN (
          'job-ended', 'job-begun', 'job-moved', 'job-made-main', 'role-ended', 'role-begun'))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE people.organisation_ending_move;
      DROP TABLE people.organisation_ending;
    `);
  }
}
