import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Attendance1795500004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS attendance;

      -- No row yet means: open, nobody touched it.
      CREATE TABLE attendance.register (
        session_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'open',
        closed_at timestamptz,
        closed_by uuid,
        reopen_reason text,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT register_pk PRIMARY KEY (session_id),
        CONSTRAINT register_session_fk FOREIGN KEY (session_id) REFERENCES catalogue.session (id),
        CONSTRAINT register_closed_by_fk FOREIGN KEY (closed_by) REFERENCES people.person (id),
        CONSTRAINT register_state_known CHECK (state IN ('open', 'closed', 'reopened')),
        CONSTRAINT register_closed_says_when CHECK (state <> 'closed' OR closed_at IS NOT NULL),
        CONSTRAINT register_reopened_says_why CHECK (state <> 'reopened' OR reopen_reason IS NOT NULL)
      );

      CREATE TABLE attendance.mark (
        id bigint GENERATED ALWAYS AS IDENTITY,
        client_id uuid NOT NULL,
        session_id uuid NOT NULL,
        enrolment_id uuid NOT NULL,
        value text NOT NULL,
        minutes integer,
        source text NOT NULL,
        authority smallint NOT NULL,
        -- By our clock; the device said so many seconds later.
        occurred_at timestamptz NOT NULL,
        clock_off_seconds integer,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        CONSTRAINT mark_pk PRIMARY KEY (id),
        CONSTRAINT mark_client_id_once UNIQUE (client_id),
        CONSTRAINT mark_session_fk FOREIGN KEY (session_id) REFERENCES catalogue.session (id),
        CONSTRAINT mark_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT mark_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES people.person (id),
        CONSTRAINT mark_value_known CHECK (value IN ('unknown', 'present', 'partial', 'excused', 'absent')),
        CONSTRAINT mark_minutes_sane CHECK (minutes BETWEEN 0 AND 1440),
        CONSTRAINT mark_source_known CHECK (source IN (
          'trainer', 'self_qr', 'scan', 'paper', 'import', 'meeting_log', 'correction'))
      );
      -- Trainer and correction outrank what a person or a machine said (domain.md 6.3). By trigger,
      -- whoever writes the mark; a generated column is one that the entities cannot name.
      CREATE FUNCTION attendance.rank_mark() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.authority := CASE WHEN NEW.source IN ('trainer', 'correction', 'paper') THEN 1 ELSE 0 END;
        RETURN NEW;
      END $$;
      CREATE TRIGGER mark_rank BEFORE INSERT ON attendance.mark
        FOR EACH ROW EXECUTE FUNCTION attendance.rank_mark();
      CREATE INDEX mark_current ON attendance.mark
        (session_id, enrolment_id, authority DESC, occurred_at DESC, recorded_at DESC, id DESC);
      CREATE INDEX mark_enrolment ON attendance.mark (enrolment_id);
      CREATE TRIGGER mark_append_only BEFORE UPDATE OR DELETE ON attendance.mark
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

      CREATE TABLE attendance.completion (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        enrolment_id uuid NOT NULL,
        person_id uuid NOT NULL,
        course_id uuid NOT NULL,
        organisation_id uuid,
        completed_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT completion_pk PRIMARY KEY (id),
        CONSTRAINT completion_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT completion_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT completion_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT completion_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id)
      );
      CREATE UNIQUE INDEX completion_once ON attendance.completion (enrolment_id) WHERE revoked_at IS NULL;
      CREATE INDEX completion_person ON attendance.completion (person_id, completed_at DESC);
      CREATE INDEX completion_course ON attendance.completion (course_id, completed_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA attendance CASCADE');
  }
}
