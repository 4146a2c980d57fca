import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** What libs show to those on their right, as views: people, organisations, roles, jobs and sessions. */
export class ViewsForOtherLibs1796000001100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('people.person_name', 'c3d87485'));
    await db.query(sqlFile('people.primary_address', '0b57cea8'));
    await db.query(sqlFile('people.known_organisation', '9372df98'));
    await db.query(sqlFile('people.role_held', 'cdd02e47'));
    await db.query(sqlFile('people.job', '7e1984e8'));
    await db.query(sqlFile('catalogue.planned_session', 'b2bca849'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW catalogue.planned_session');
    await db.query('DROP VIEW people.job');
    await db.query('DROP VIEW people.role_held');
    await db.query('DROP VIEW people.known_organisation');
    await db.query('DROP VIEW people.primary_address');
    await db.query('DROP VIEW people.person_name');
  }
}
