import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bytes of attachments that come along with statements. */
export class StatementAttachments1796830000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.statement_attachment (
        registration_id uuid NOT NULL,
        sha2 text NOT NULL,
        content_type text NOT NULL,
        content bytea NOT NULL,
        CONSTRAINT statement_attachment_pk PRIMARY KEY (registration_id, sha2),
        CONSTRAINT statement_attachment_registration_fk FOREIGN KEY (registration_id)
          REFERENCES elearning.registration (id) ON DELETE CASCADE
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE elearning.statement_attachment');
  }
}
