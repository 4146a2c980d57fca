import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Rows written within one millisecond sort in the order in which they were written. */
export class IdsInOrder1796800000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('platform.uuid_v7', '0514d8a2'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('platform.uuid_v7', '75ca7ddb'));
  }
}
