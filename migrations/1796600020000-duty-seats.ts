import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

const SOURCES = `'self', 'coordinator', 'organiser', 'walk_in', 'import'`;

/** Seats that are offered to people who have to follow a course. */
export class DutySeats1796600020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE catalogue.offering
        ADD COLUMN duty_seats integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT offering_duty_seats_sane CHECK (duty_seats BETWEEN 0 AND 1000)`);
    await db.query(sqlFile('catalogue.coming_offering', 'ade4e8f7'));
    await db.query(`
      ALTER TABLE enrolment.enrolment
        DROP CONSTRAINT enrolment_source_known,
        ADD CONSTRAINT enrolment_source_known CHECK (source IN (${SOURCES}, 'duty')) NOT VALID`);
    await db.query('ALTER TABLE enrolment.enrolment VALIDATE CONSTRAINT enrolment_source_known');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE enrolment.enrolment SET source = 'organiser' WHERE source = 'duty'`);
    await db.query(`
      ALTER TABLE enrolment.enrolment
        DROP CONSTRAINT enrolment_source_known,
        ADD CONSTRAINT enrolment_source_known CHECK (source IN (${SOURCES}))`);
    await db.query('DROP VIEW catalogue.coming_offering');
    await db.query(sqlFile('catalogue.coming_offering', '076452cc'));
    await db.query(`
      ALTER TABLE catalogue.offering
        DROP CONSTRAINT offering_duty_seats_sane, DROP COLUMN duty_seats`);
  }
}
