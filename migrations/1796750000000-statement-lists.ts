import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes by which a list of statements is chosen without reading those that it leaves out. */
export class StatementLists1796750000000 implements MigrationInterface {
  name = 'StatementLists1796750000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX statement_listing ON elearning.statement (registration_id, sequence, verb, stored_at, voided);
      CREATE INDEX statement_activity ON elearning.statement (registration_id, (data -> 'object' ->> 'id'), sequence);
      DROP INDEX elearning.statement_of;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX statement_of ON elearning.statement (registration_id, sequence);
      DROP INDEX elearning.statement_activity;
      DROP INDEX elearning.statement_listing;
    `);
  }
}
