import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** What is meant for an organisation that was merged into another is meant for that one. */
export class MergedAudiences1796000140200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('people.belongs', 'a7da0f04'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('people.belongs', 'ed1e4615'));
  }
}
