import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What waits for a confirmation was validated, and is called that. Rows keep the words of the release before
 * this one, which runs beside it; they are few and gone within a week. A later release takes those words away.
 */
export class ImportStates1796000100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE acts.import
        DROP CONSTRAINT import_state_known,
        DROP CONSTRAINT import_kept_until_done,
        ADD CONSTRAINT import_state_known CHECK (state IN (
          'trying', 'tried', 'validating', 'validated', 'importing', 'finished', 'stopped', 'expired')),
        ADD CONSTRAINT import_kept_until_done CHECK ((content IS NOT NULL) = (state IN (
          'trying', 'tried', 'validating', 'validated', 'importing')))`);
    await db.query(`
      DROP INDEX acts.import_working;
      CREATE INDEX import_working ON acts.import (created_at, id)
       WHERE state IN ('trying', 'validating', 'importing')`);
    await db.query(`
      ALTER TABLE enrolment.bulk_enrolment
        DROP CONSTRAINT bulk_enrolment_state_known,
        ADD CONSTRAINT bulk_enrolment_state_known CHECK (state IN ('tried', 'validated', 'finished'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE acts.import SET state = CASE state WHEN 'validating' THEN 'trying' ELSE 'tried' END
       WHERE state IN ('validating', 'validated')`);
    await db.query(`UPDATE enrolment.bulk_enrolment SET state = 'tried' WHERE state = 'validated'`);
    await db.query(`
      ALTER TABLE acts.import
        DROP CONSTRAINT import_state_known,
        DROP CONSTRAINT import_kept_until_done,
        ADD CONSTRAINT import_state_known CHECK (state IN (
          'trying', 'tried', 'importing', 'finished', 'stopped', 'expired')),
        ADD CONSTRAINT import_kept_until_done CHECK (
          (content IS NOT NULL) = (state IN ('trying', 'tried', 'importing')))`);
    await db.query(`
      DROP INDEX acts.import_working;
      CREATE INDEX import_working ON acts.import (created_at, id)
       WHERE state IN ('trying', 'importing')`);
    await db.query(`
      ALTER TABLE enrolment.bulk_enrolment
        DROP CONSTRAINT bulk_enrolment_state_known,
        ADD CONSTRAINT bulk_enrolment_state_known CHECK (state IN ('tried', 'finished'))`);
  }
}
