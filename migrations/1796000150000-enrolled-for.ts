import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether somebody said for which organisation a person comes. The previous release leaves it false. */
export class EnrolledFor1796000150000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE enrolment.enrolment ADD organisation_stated boolean NOT NULL DEFAULT false',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE enrolment.enrolment DROP COLUMN organisation_stated');
  }
}
