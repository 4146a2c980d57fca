import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Completions of leergangen, and their certificates beside those of courses. */
export class ProgrammeCompletions1796200020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendance.programme_completion (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        programme_id uuid NOT NULL,
        person_id uuid NOT NULL,
        organisation_id uuid,
        enrolment_ids uuid[] NOT NULL,
        completed_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT programme_completion_pk PRIMARY KEY (id),
        CONSTRAINT programme_completion_programme_fk FOREIGN KEY (programme_id) REFERENCES catalogue.programme (id),
        CONSTRAINT programme_completion_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT programme_completion_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT programme_completion_not_ahead CHECK (completed_at <= recorded_at),
        CONSTRAINT programme_completion_by_something CHECK (cardinality(enrolment_ids) > 0)
      )`);
    await db.query(`
      CREATE UNIQUE INDEX programme_completion_once ON attendance.programme_completion (programme_id, person_id)
       WHERE revoked_at IS NULL`);
    await db.query(
      'CREATE INDEX programme_completion_person ON attendance.programme_completion (person_id)',
    );
    await db.query(`
      ALTER TABLE attendance.certificate
        ADD COLUMN programme_completion_id uuid,
        ADD CONSTRAINT certificate_programme_completion_fk FOREIGN KEY (programme_completion_id)
          REFERENCES attendance.programme_completion (id),
        DROP CONSTRAINT certificate_of_one_completion,
        ADD CONSTRAINT certificate_of_one_completion
          CHECK (num_nonnulls(completion_id, former_completion_id, programme_completion_id) = 1)`);
    await db.query(`
      CREATE UNIQUE INDEX certificate_once_per_programme ON attendance.certificate (programme_completion_id)
       WHERE status <> 'superseded'`);
    await db.query(sqlFile('attendance.certified', '7adfee20'));
    await db.query(sqlFile('enrolment.followed_programme', '2ad8d7e0'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW enrolment.followed_programme');
    await db.query('DROP VIEW attendance.certified');
    // What was issued of programmes has nothing to stand on any more.
    await db.query('ALTER TABLE attendance.certificate DISABLE TRIGGER certificate_keep');
    await db.query(`UPDATE attendance.certificate SET superseded_by = NULL, status = 'revoked', ended_at = issued_at,
      reason = '-' WHERE programme_completion_id IS NOT NULL`);
    await db.query('DELETE FROM attendance.certificate WHERE programme_completion_id IS NOT NULL');
    await db.query('ALTER TABLE attendance.certificate ENABLE TRIGGER certificate_keep');
    await db.query(`
      ALTER TABLE attendance.certificate
        DROP CONSTRAINT certificate_of_one_completion,
        DROP COLUMN programme_completion_id,
        ADD CONSTRAINT certificate_of_one_completion CHECK (num_nonnulls(completion_id, former_completion_id) = 1)`);
    await db.query('DROP TABLE attendance.programme_completion');
  }
}
