import type { MigrationInterface, QueryRunner } from 'typeorm';

const WRITTEN = ['platform.journal', 'platform.outgoing_mail'];

/** Lines of the journal and mails know the span of OpenTelemetry that wrote them. */
export class Traces1796100060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const table of WRITTEN)
      await db.query(
        `ALTER TABLE ${table} ADD COLUMN traceparent text
           DEFAULT NULLIF(current_setting('academie.traceparent', true), '')`,
      );
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of WRITTEN) await db.query(`ALTER TABLE ${table} DROP COLUMN traceparent`);
  }
}
