import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What later lists say of a participation is kept, so that the order of lists does not matter. */
export class ReportsOfParticipations1796000003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE acts.participation_report (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        enrolment_id uuid NOT NULL,
        import_id uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        started_on date NOT NULL,
        completed_on date,
        organisation_id uuid,
        CONSTRAINT participation_report_pk PRIMARY KEY (id),
        CONSTRAINT participation_report_once
          UNIQUE NULLS NOT DISTINCT (enrolment_id, started_on, completed_on, organisation_id),
        CONSTRAINT participation_report_in_order CHECK (completed_on >= started_on),
        CONSTRAINT participation_report_participation_fk FOREIGN KEY (enrolment_id)
          REFERENCES acts.participation (enrolment_id),
        CONSTRAINT participation_report_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id),
        CONSTRAINT participation_report_organisation_fk FOREIGN KEY (organisation_id)
          REFERENCES people.organisation (id)
      )`);
    await db.query(
      'CREATE INDEX participation_report_import ON acts.participation_report (import_id)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE acts.participation_report');
  }
}
