import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/**
 * A certificate with a wrong name is replaced by one for the same completion; a revocation by mistake can be
 * undone. "One per completion" stays a constraint over all rows, since a release before this one names it
 * when it issues and may still run: a certificate that was replaced so gives the completion to its
 * successor and keeps it as the former one.
 */
export class CertificatesAnew1796000000401 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attendance.certificate
        ALTER COLUMN completion_id DROP NOT NULL,
        ADD COLUMN former_completion_id uuid
          CONSTRAINT certificate_former_completion_fk REFERENCES attendance.completion (id),
        ADD CONSTRAINT certificate_of_one_completion
          CHECK (num_nonnulls(completion_id, former_completion_id) = 1),
        ADD CONSTRAINT certificate_former_superseded
          CHECK (former_completion_id IS NULL OR status = 'superseded')`);
    await db.query(
      `CREATE INDEX certificate_former_completion ON attendance.certificate (former_completion_id)
         WHERE former_completion_id IS NOT NULL`,
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
    await db.query(`
      ALTER TABLE attendance.certificate
        DROP COLUMN former_completion_id,
        ALTER COLUMN completion_id SET NOT NULL`);
  }
}
