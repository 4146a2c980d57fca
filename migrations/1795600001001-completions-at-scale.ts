import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CompletionsAtScale1795600001001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Certificates ask for all completions of an enrolment, those that were revoked too, which the index
      -- of what holds now cannot find.
      CREATE INDEX completion_enrolment ON attendance.completion (enrolment_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX attendance.completion_enrolment');
  }
}
