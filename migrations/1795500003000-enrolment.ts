import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Enrolment1795500003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS enrolment;

      CREATE TABLE enrolment.enrolment (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        person_id uuid NOT NULL,
        -- Organisation at the moment of enrolling; later job moves never change it (invariant 9).
        organisation_id uuid,
        state text NOT NULL,
        source text NOT NULL,
        -- The order of the waiting list (invariant 3); never changed after insert.
        queued_at timestamptz NOT NULL,
        priority integer NOT NULL DEFAULT 0,
        overbooked boolean NOT NULL DEFAULT false,
        offered_until timestamptz,
        cancelled_by text,
        late boolean NOT NULL DEFAULT false,
        reason text,
        outcome text,
        changed_at timestamptz NOT NULL,
        previous_id uuid,
        CONSTRAINT enrolment_pk PRIMARY KEY (id),
        CONSTRAINT enrolment_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT enrolment_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT enrolment_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT enrolment_previous_fk FOREIGN KEY (previous_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT enrolment_state_known CHECK (state IN (
          'requested', 'waitlisted', 'offered', 'enrolled', 'declined', 'cancelled', 'finished')),
        CONSTRAINT enrolment_source_known CHECK (source IN ('self', 'coordinator', 'organiser', 'walk_in', 'import')),
        CONSTRAINT enrolment_cancelled_says_by CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL)),
        CONSTRAINT enrolment_cancelled_by_known CHECK (
          cancelled_by IN ('self', 'coordinator', 'organiser', 'offering', 'lapse')),
        CONSTRAINT enrolment_declined_says_why CHECK (state <> 'declined' OR reason IS NOT NULL),
        CONSTRAINT enrolment_offered_until CHECK ((state = 'offered') = (offered_until IS NOT NULL)),
        CONSTRAINT enrolment_outcome_known CHECK (
          outcome IN ('completed', 'not_completed', 'no_show', 'excused', 'waived')),
        CONSTRAINT enrolment_finished_has_outcome CHECK ((state = 'finished') = (outcome IS NOT NULL)),
        CONSTRAINT enrolment_reason_length CHECK (length(reason) <= 500)
      ) WITH (fillfactor = 85);
      CREATE UNIQUE INDEX enrolment_one_live_per_person ON enrolment.enrolment (offering_id, person_id)
        WHERE state IN ('requested', 'waitlisted', 'offered', 'enrolled');
      CREATE INDEX enrolment_waiting_order ON enrolment.enrolment (offering_id, priority DESC, queued_at, id)
        WHERE state = 'waitlisted';
      CREATE INDEX enrolment_offering ON enrolment.enrolment (offering_id, state);
      CREATE INDEX enrolment_person ON enrolment.enrolment (person_id, changed_at DESC);
      CREATE INDEX enrolment_organisation ON enrolment.enrolment (organisation_id, changed_at DESC);

      -- One place keeps the counts of an offering, whoever writes an enrolment and why.
      -- The caller holds the lock on the offering row; the update here takes it if not.
      CREATE FUNCTION enrolment.keep_counts() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        seat integer := 0; over integer := 0; wait integer := 0;
        seated CONSTANT text[] := ARRAY['offered', 'enrolled', 'finished'];
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          IF OLD.state = ANY (seated) THEN
            IF OLD.overbooked THEN over := over - 1; ELSE seat := seat - 1; END IF;
          ELSIF OLD.state = 'waitlisted' THEN wait := wait - 1; END IF;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          IF NEW.state = ANY (seated) THEN
            IF NEW.overbooked THEN over := over + 1; ELSE seat := seat + 1; END IF;
          ELSIF NEW.state = 'waitlisted' THEN wait := wait + 1; END IF;
        END IF;
        IF seat <> 0 OR over <> 0 OR wait <> 0 THEN
          UPDATE catalogue.offering
             SET seats_taken = seats_taken + seat, overbooked = overbooked + over,
                 waiting_count = waiting_count + wait
           WHERE id = coalesce(NEW.offering_id, OLD.offering_id);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER enrolment_keep_counts AFTER INSERT OR UPDATE OF state, overbooked OR DELETE
        ON enrolment.enrolment FOR EACH ROW EXECUTE FUNCTION enrolment.keep_counts();

      -- Calendar entries already sent: one UID per person and session, SEQUENCE only rises (invariant 7).
      CREATE TABLE enrolment.calendar_entry (
        person_id uuid NOT NULL,
        session_id uuid NOT NULL,
        uid text NOT NULL,
        sequence integer NOT NULL,
        method text NOT NULL,
        CONSTRAINT calendar_entry_pk PRIMARY KEY (person_id, session_id),
        CONSTRAINT calendar_entry_uid_unique UNIQUE (uid),
        CONSTRAINT calendar_entry_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT calendar_entry_session_fk FOREIGN KEY (session_id) REFERENCES catalogue.session (id),
        CONSTRAINT calendar_entry_method_known CHECK (method IN ('REQUEST', 'CANCEL'))
      );

      CREATE TABLE enrolment.calendar_feed (
        person_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT calendar_feed_pk PRIMARY KEY (person_id),
        CONSTRAINT calendar_feed_token_unique UNIQUE (token_hash),
        CONSTRAINT calendar_feed_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA enrolment CASCADE');
  }
}
