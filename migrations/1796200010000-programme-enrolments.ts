import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who follows which leergang. */
export class ProgrammeEnrolments1796200010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE enrolment.programme_enrolment (
        programme_id uuid NOT NULL,
        person_id uuid NOT NULL,
        started_at timestamptz NOT NULL,
        left_at timestamptz,
        CONSTRAINT programme_enrolment_pk PRIMARY KEY (programme_id, person_id),
        CONSTRAINT programme_enrolment_programme_fk FOREIGN KEY (programme_id) REFERENCES catalogue.programme (id),
        CONSTRAINT programme_enrolment_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      )`);
    await db.query(
      'CREATE INDEX programme_enrolment_person ON enrolment.programme_enrolment (person_id)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE enrolment.programme_enrolment');
  }
}
