import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

const KINDS = `'municipality', 'police', 'prosecution', 'province', 'national_service', 'safety_region',
  'fire_service', 'care_and_safety_house', 'youth_work', 'education', 'private', 'provider', 'nhveilig'`;

/** For whom a course or offering is: functions, organisations and their kinds, closed groups, and those invited. */
export class ClosedOfferings1796000008000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.closed_group (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        name text NOT NULL,
        purpose text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT closed_group_pk PRIMARY KEY (id),
        CONSTRAINT closed_group_name_length CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT closed_group_purpose_length CHECK (length(purpose) <= 500)
      );
      CREATE UNIQUE INDEX closed_group_name_once ON people.closed_group (lower(name)) WHERE ended_at IS NULL;

      CREATE TABLE people.closed_group_member (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        group_id uuid NOT NULL,
        person_id uuid NOT NULL,
        -- Whether this member adds and removes others.
        manages boolean NOT NULL DEFAULT false,
        joined_at timestamptz NOT NULL,
        added_by uuid,
        left_at timestamptz,
        CONSTRAINT closed_group_member_pk PRIMARY KEY (id),
        CONSTRAINT closed_group_member_group_fk FOREIGN KEY (group_id) REFERENCES people.closed_group (id),
        CONSTRAINT closed_group_member_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE UNIQUE INDEX closed_group_member_once ON people.closed_group_member (group_id, person_id)
        WHERE left_at IS NULL;
      CREATE INDEX closed_group_member_person ON people.closed_group_member (person_id);

      ALTER TABLE catalogue.course
        ADD COLUMN confidential boolean NOT NULL DEFAULT false,
        ADD COLUMN admission text NOT NULL DEFAULT 'open',
        ADD CONSTRAINT course_admission_known CHECK (admission IN ('open', 'audience', 'invited')),
        ADD CONSTRAINT course_confidential_is_closed CHECK (NOT confidential OR admission <> 'open');
      CREATE INDEX course_confidential ON catalogue.course (id) WHERE confidential;
      ALTER TABLE catalogue.offering ADD COLUMN admission text NOT NULL DEFAULT 'open';
      -- Nobody but who was invited could be meant: there was no other way to say who it is for. What imports
      -- report of elsewhere is on no page, and no secret.
      UPDATE catalogue.offering SET admission = 'invited', confidential = status <> 'inactive'
       WHERE confidential;
      ALTER TABLE catalogue.offering
        ADD CONSTRAINT offering_admission_known CHECK (admission IN ('open', 'audience', 'invited')),
        ADD CONSTRAINT offering_confidential_is_closed CHECK (NOT confidential OR admission <> 'open');
      CREATE INDEX offering_confidential ON catalogue.offering (ends_at) WHERE confidential;

      CREATE TABLE catalogue.course_audience (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        organisation_id uuid,
        organisation_kind text,
        group_id uuid,
        CONSTRAINT course_audience_pk PRIMARY KEY (id),
        CONSTRAINT course_audience_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id) ON DELETE CASCADE,
        CONSTRAINT course_audience_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT course_audience_group_fk FOREIGN KEY (group_id) REFERENCES people.closed_group (id),
        CONSTRAINT course_audience_kind_known CHECK (organisation_kind IN (${KINDS})),
        CONSTRAINT course_audience_says_who CHECK (num_nonnulls(organisation_id, organisation_kind, group_id) = 1)
      );
      CREATE INDEX course_audience_course ON catalogue.course_audience (course_id);

      CREATE TABLE catalogue.offering_audience (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        organisation_id uuid,
        organisation_kind text,
        group_id uuid,
        CONSTRAINT offering_audience_pk PRIMARY KEY (id),
        CONSTRAINT offering_audience_offering_fk FOREIGN KEY (offering_id)
          REFERENCES catalogue.offering (id) ON DELETE CASCADE,
        CONSTRAINT offering_audience_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT offering_audience_group_fk FOREIGN KEY (group_id) REFERENCES people.closed_group (id),
        CONSTRAINT offering_audience_kind_known CHECK (organisation_kind IN (${KINDS})),
        CONSTRAINT offering_audience_says_who CHECK (num_nonnulls(organisation_id, organisation_kind, group_id) = 1)
      );
      CREATE INDEX offering_audience_offering ON catalogue.offering_audience (offering_id);

      CREATE TABLE catalogue.invited_person (
        offering_id uuid NOT NULL,
        person_id uuid NOT NULL,
        invited_at timestamptz NOT NULL,
        invited_by uuid,
        reason text NOT NULL,
        CONSTRAINT invited_person_pk PRIMARY KEY (offering_id, person_id),
        CONSTRAINT invited_person_offering_fk FOREIGN KEY (offering_id)
          REFERENCES catalogue.offering (id) ON DELETE CASCADE,
        CONSTRAINT invited_person_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT invited_person_reason_length CHECK (length(reason) BETWEEN 1 AND 500)
      );
      CREATE INDEX invited_person_person ON catalogue.invited_person (person_id)`);
    await db.query(sqlFile('people.belongs', 'ed1e4615'));
    await db.query(sqlFile('people.known_group', 'f75087dd'));
    await db.query(sqlFile('catalogue.manages', '16b676e4'));
    await db.query(sqlFile('catalogue.admits', '9287eecb'));
    await db.query(sqlFile('catalogue.sees', '49674e06'));
    await db.query(sqlFile('catalogue.sees_course', 'd9901a3c'));
    await db.query(sqlFile('catalogue.hides', '12892513'));
    await db.query(sqlFile('catalogue.closed_offering', '2b87d81a'));
    await db.query(sqlFile('catalogue.set_closed', '862227af'));
    await db.query(sqlFile('catalogue.keep_closed', 'c13a5539'));
    // Who has a place in what was confidential before was let in by somebody.
    await db.query(`
      INSERT INTO catalogue.invited_person (offering_id, person_id, invited_at, reason)
      SELECT DISTINCT ON (e.offering_id, e.person_id) e.offering_id, e.person_id, e.changed_at,
             'had een plek voordat de uitvoering besloten werd'
        FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
       WHERE o.confidential AND o.status <> 'inactive'
         AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled')
       ORDER BY e.offering_id, e.person_id, e.changed_at`);
    await db.query(sqlFile('enrolment.enrolled_in', '0cadb83d'));
    await db.query(sqlFile('enrolment.refuse_uninvited', '3e13cddd'));
    await db.query(sqlFile('enrolment.enrol', '25d4e01f'));
    await db.query(sqlFile('enrolment.enrol_all', '75067aec'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.enrol_all', '9b41915c'));
    await db.query(sqlFile('enrolment.enrol', '97de9e12'));
    await db.query(`
      DROP VIEW enrolment.enrolled_in;
      DROP TRIGGER enrolment_refuse_uninvited ON enrolment.enrolment;
      DROP FUNCTION enrolment.refuse_uninvited;
      DROP TRIGGER course_keep_closed ON catalogue.course;
      DROP FUNCTION catalogue.keep_closed;
      DROP TRIGGER offering_set_closed ON catalogue.offering;
      DROP FUNCTION catalogue.set_closed;
      DROP VIEW catalogue.closed_offering;
      DROP FUNCTION catalogue.hides;
      DROP FUNCTION catalogue.sees_course;
      DROP FUNCTION catalogue.sees;
      DROP FUNCTION catalogue.admits;
      DROP FUNCTION catalogue.manages;
      DROP VIEW people.known_group;
      DROP FUNCTION people.belongs;
      DROP TABLE catalogue.invited_person;
      DROP TABLE catalogue.offering_audience;
      DROP TABLE catalogue.course_audience;
      DROP INDEX catalogue.offering_confidential;
      ALTER TABLE catalogue.offering
        DROP CONSTRAINT offering_confidential_is_closed,
        DROP CONSTRAINT offering_admission_known,
        DROP COLUMN admission;
      DROP INDEX catalogue.course_confidential;
      ALTER TABLE catalogue.course
        DROP CONSTRAINT course_confidential_is_closed,
        DROP CONSTRAINT course_admission_known,
        DROP COLUMN admission,
        DROP COLUMN confidential;
      DROP TABLE people.closed_group_member;
      DROP TABLE people.closed_group`);
  }
}
