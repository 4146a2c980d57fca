import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** enrolment.line is called enrolment.waiting_order; the old name stays for the release before this one. */
export class WaitingOrder1796000000201 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.waiting_order', '9d94c3e7'));
    await db.query(sqlFile('enrolment.line', '206a8e32'));
    await db.query(sqlFile('enrolment.enrol', '97de9e12'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.enrol', '0e7ed2d3'));
    await db.query(sqlFile('enrolment.line', '3bb57dff'));
    await db.query('DROP FUNCTION enrolment.waiting_order');
  }
}
