import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list that was read in can be taken back: who, when and why stand with it, and what became of each row. */
export class ImportUndo1796710000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE acts.import
        ADD COLUMN undo_reason text,
        ADD COLUMN undo_asked_at timestamptz,
        ADD COLUMN undo_asked_by uuid,
        ADD COLUMN undo_row integer NOT NULL DEFAULT 0,
        ADD COLUMN undone_at timestamptz,
        ADD COLUMN undone_count integer NOT NULL DEFAULT 0,
        ADD COLUMN stayed_count integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT import_undo_asked_by_fk FOREIGN KEY (undo_asked_by) REFERENCES people.person (id),
        ADD CONSTRAINT import_undo_says_why CHECK (
          (undo_asked_at IS NULL) = (undo_reason IS NULL) AND (undo_asked_at IS NULL) = (undo_asked_by IS NULL)),
        ADD CONSTRAINT import_undo_reason_known
          CHECK (undo_reason IN ('wrong_file', 'mistakes', 'duplicate', 'other')),
        ADD CONSTRAINT import_undone_when_asked CHECK (undone_at >= undo_asked_at);
      CREATE INDEX import_undoing ON acts.import (undo_asked_at, id)
        WHERE undo_asked_at IS NOT NULL AND undone_at IS NULL;
      ALTER TABLE acts.import_row
        ADD COLUMN undone text,
        ADD CONSTRAINT import_row_undone_known
          CHECK (undone IN ('done', 'changed', 'confirmed', 'erased', 'beyond'));
      CREATE INDEX import_row_subject ON acts.import_row (subject_id) WHERE subject_id IS NOT NULL;
      CREATE INDEX import_row_stayed ON acts.import_row (import_id, row_number) WHERE undone <> 'done';
      CREATE INDEX held_row_like ON acts.held_row (like_id);
      CREATE INDEX held_row_act ON acts.held_row (act_id) WHERE act_id IS NOT NULL;
      ALTER TABLE acts.participation ADD COLUMN undone_at timestamptz;
      CREATE INDEX participation_undone ON acts.participation (undone_at) WHERE undone_at IS NOT NULL;
      ALTER TABLE acts.participation_report
        ADD COLUMN undone_at timestamptz,
        DROP CONSTRAINT participation_report_once;
      CREATE UNIQUE INDEX participation_report_once
        ON acts.participation_report (enrolment_id, started_on, completed_on, organisation_id)
        NULLS NOT DISTINCT WHERE undone_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM acts.participation_report WHERE undone_at IS NOT NULL;
      DROP INDEX acts.participation_report_once;
      ALTER TABLE acts.participation_report
        DROP COLUMN undone_at,
        ADD CONSTRAINT participation_report_once
          UNIQUE NULLS NOT DISTINCT (enrolment_id, started_on, completed_on, organisation_id);
      DROP INDEX acts.participation_undone;
      ALTER TABLE acts.participation DROP COLUMN undone_at;
      DROP INDEX acts.held_row_act;
      DROP INDEX acts.held_row_like;
      DROP INDEX acts.import_row_stayed;
      DROP INDEX acts.import_row_subject;
      ALTER TABLE acts.import_row DROP COLUMN undone;
      DROP INDEX acts.import_undoing;
      ALTER TABLE acts.import
        DROP COLUMN undo_reason, DROP COLUMN undo_asked_at, DROP COLUMN undo_asked_by, DROP COLUMN undo_row,
        DROP COLUMN undone_at, DROP COLUMN undone_count, DROP COLUMN stayed_count`);
  }
}
