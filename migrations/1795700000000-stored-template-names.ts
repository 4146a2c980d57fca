import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Templates in the outbox lose the folder of their view: `enrolment/views/mails/confirmed` becomes
 * `enrolment/confirmed`. The previous release sends such a mail as it is, since its text is in the row.
 */
export class StoredTemplateNames1795700000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `UPDATE platform.outgoing_mail SET template = replace(template, '/views/mails/', '/')
        WHERE template LIKE '%/views/mails/%'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `UPDATE platform.outgoing_mail SET template = regexp_replace(template, '^(\\w+)/', '\\1/views/mails/')
        WHERE template NOT LIKE '%/views/mails/%'`,
    );
  }
}
