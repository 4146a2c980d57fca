import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer can be a file. */
export class AnswersOfAllKinds1796100020300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE enrolment.answer
        ADD COLUMN file_id uuid,
        ADD CONSTRAINT answer_file_fk FOREIGN KEY (file_id) REFERENCES platform.stored_file (id)`);
    await db.query(
      'CREATE INDEX answer_file ON enrolment.answer (file_id) WHERE file_id IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX enrolment.answer_file');
    await db.query(
      'ALTER TABLE enrolment.answer DROP CONSTRAINT answer_file_fk, DROP COLUMN file_id',
    );
  }
}
