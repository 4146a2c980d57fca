import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** The order of a programme binds whoever follows it, on every way to a place. */
export class OrderOfProgrammes1796710010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.enrol', 'b9060f4e'));
    await db.query(sqlFile('enrolment.enrol_all', 'd2fa70b9'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.enrol_all', '081af807'));
    await db.query(sqlFile('enrolment.enrol', 'c736d58b'));
  }
}
