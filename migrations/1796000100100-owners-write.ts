import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** What enrolment changes in an offering and in the journal, their owners write. */
export class OwnersWrite1796000100100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('platform.record_all', '7f9cbb8f'));
    await db.query(sqlFile('catalogue.count_places', '675ad98f'));
    await db.query(sqlFile('enrolment.keep_counts', '76b739e1'));
    await db.query(sqlFile('enrolment.count_added', '9c8ae330'));
    await db.query(sqlFile('enrolment.keep_held_seats', '1e454964'));
    await db.query(sqlFile('enrolment.enrol', 'c736d58b'));
    await db.query(sqlFile('enrolment.enrol_all', '081af807'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.enrol_all', '75067aec'));
    await db.query(sqlFile('enrolment.enrol', '25d4e01f'));
    await db.query(sqlFile('enrolment.keep_held_seats', '4d419c59'));
    await db.query(sqlFile('enrolment.count_added', 'bc0533be'));
    await db.query(sqlFile('enrolment.keep_counts', 'ec47422b'));
    await db.query('DROP FUNCTION catalogue.count_places');
    await db.query('DROP FUNCTION platform.record_all');
  }
}
