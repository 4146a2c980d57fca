import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/**
 * A certificate with a wrong name is replaced by one for the same completion, so that "one per completion"
 * is about those that were not replaced; and a revocation by mistake can be undone. A release before this
 * one names the old constraint when it issues: until it is gone, its events wait and are tried again.
 */
export class CertificatesAnew1796000000401 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE attendance.certificate DROP CONSTRAINT certificate_once_per_completion',
    );
    await db.query(
      `CREATE UNIQUE INDEX certificate_once_per_completion ON attendance.certificate (completion_id)
         WHERE status <> 'superseded'`,
    );
    await db.query(sqlFile('attendance.keep_certificate', '6f27e7df'));
    await db.query(`
      ALTER TABLE catalogue.course
        ADD COLUMN certificate_minutes integer,
        ADD COLUMN certificate_signatory text,
        ADD CONSTRAINT course_certificate_minutes CHECK (certificate_minutes BETWEEN 1 AND 100000),
        ADD CONSTRAINT course_certificate_signatory
          CHECK (length(certificate_signatory) BETWEEN 1 AND 120)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE catalogue.course DROP COLUMN certificate_minutes, DROP COLUMN certificate_signatory',
    );
    await db.query(sqlFile('attendance.keep_certificate', '1e4173d2'));
    await db.query('DROP INDEX attendance.certificate_once_per_completion');
    await db.query(
      `ALTER TABLE attendance.certificate
         ADD CONSTRAINT certificate_once_per_completion UNIQUE (completion_id)`,
    );
  }
}
