import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records of one person that are merged, with all that is needed to part them again. */
export class OnePersonTwoRecords1795500016000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.person_merge (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        -- The record that ended, and the one that goes on.
        person_id uuid NOT NULL,
        into_id uuid NOT NULL,
        status_before text NOT NULL,
        reason text NOT NULL,
        merged_at timestamptz NOT NULL,
        merged_by uuid NOT NULL,
        undone_at timestamptz,
        undone_by uuid,
        undo_reason text,
        CONSTRAINT person_merge_pk PRIMARY KEY (id),
        CONSTRAINT person_merge_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT person_merge_into_fk FOREIGN KEY (into_id) REFERENCES people.person (id),
        CONSTRAINT person_merge_merged_by_fk FOREIGN KEY (merged_by) REFERENCES people.person (id),
        CONSTRAINT person_merge_undone_by_fk FOREIGN KEY (undone_by) REFERENCES people.person (id),
        CONSTRAINT person_merge_of_two CHECK (person_id <> into_id),
        CONSTRAINT person_merge_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
        CONSTRAINT person_merge_undo_says_why CHECK (
          (undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
      );
      CREATE UNIQUE INDEX person_merge_once ON people.person_merge (person_id) WHERE undone_at IS NULL;
      CREATE INDEX person_merge_into ON people.person_merge (into_id);

      -- Every row that went from one record to the other, so that exactly those go back.
      CREATE TABLE people.person_merge_move (
        merge_id uuid NOT NULL,
        -- Table and column, as 'enrolment.enrolment.person_id'.
        part text NOT NULL,
        row_key text NOT NULL,
        was jsonb,
        CONSTRAINT person_merge_move_pk PRIMARY KEY (merge_id, part, row_key),
        CONSTRAINT person_merge_move_merge_fk FOREIGN KEY (merge_id) REFERENCES people.person_merge (id)
      );
      CREATE INDEX person_merge_move_row ON people.person_merge_move (row_key);

      -- Two records that look alike and are of two people: nobody needs to look at them again.
      CREATE TABLE people.person_distinct (
        person_id uuid NOT NULL,
        other_id uuid NOT NULL,
        said_at timestamptz NOT NULL,
        said_by uuid NOT NULL,
        CONSTRAINT person_distinct_pk PRIMARY KEY (person_id, other_id),
        CONSTRAINT person_distinct_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT person_distinct_other_fk FOREIGN KEY (other_id) REFERENCES people.person (id),
        CONSTRAINT person_distinct_said_by_fk FOREIGN KEY (said_by) REFERENCES people.person (id),
        CONSTRAINT person_distinct_in_order CHECK (person_id < other_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE people.person_distinct;
      DROP TABLE people.person_merge_move;
      DROP TABLE people.person_merge;
    `);
  }
}
