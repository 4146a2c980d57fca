import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Who waits for a place in an exercise does not read its script either. */
export class WantedPlace1796820000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.wanted_place', '2f17c952'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW enrolment.wanted_place');
  }
}
