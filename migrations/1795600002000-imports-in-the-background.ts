import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImportsInTheBackground1795600002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- How far a long file is, and when it is tried again after something went wrong.
      ALTER TABLE acts.import
        ADD done_count integer NOT NULL DEFAULT 0,
        ADD attempts integer NOT NULL DEFAULT 0,
        ADD not_before timestamptz,
        DROP CONSTRAINT import_state_known,
        DROP CONSTRAINT import_kept_until_confirmed;
      UPDATE acts.import SET done_count = total_count;
      ALTER TABLE acts.import
        ADD CONSTRAINT import_state_known CHECK (state IN (
          'trying', 'tried', 'importing', 'finished', 'stopped', 'expired')),
        ADD CONSTRAINT import_kept_until_done CHECK (
          (content IS NOT NULL) = (state IN ('trying', 'tried', 'importing'))),
        ADD CONSTRAINT import_done_within CHECK (done_count BETWEEN 0 AND total_count);
      CREATE INDEX import_working ON acts.import (created_at, id) WHERE state IN ('trying', 'importing');
      -- The few rows of many that have to be mended.
      CREATE INDEX import_row_rejected ON acts.import_row (import_id, row_number) WHERE outcome = 'rejected';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX acts.import_row_rejected;
      DROP INDEX acts.import_working;
      UPDATE acts.import SET state = 'expired', content = NULL
       WHERE state IN ('trying', 'importing', 'stopped');
      ALTER TABLE acts.import
        DROP CONSTRAINT import_done_within,
        DROP CONSTRAINT import_kept_until_done,
        DROP CONSTRAINT import_state_known,
        DROP COLUMN not_before,
        DROP COLUMN attempts,
        DROP COLUMN done_count,
        ADD CONSTRAINT import_state_known CHECK (state IN ('tried', 'finished', 'expired')),
        ADD CONSTRAINT import_kept_until_confirmed CHECK ((content IS NOT NULL) = (state = 'tried'));
    `);
  }
}
