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
        -- Until when a request can be decided on, and when those who decide were reminded.
        decide_by timestamptz,
        reminded_at timestamptz,
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
        CONSTRAINT enrolment_requested_until CHECK ((state = 'requested') = (decide_by IS NOT NULL)),
        CONSTRAINT enrolment_outcome_known CHECK (
          outcome IN ('completed', 'not_completed', 'no_show', 'excused', 'waived')),
        CONSTRAINT enrolment_finished_has_outcome CHECK ((state = 'finished') = (outcome IS NOT NULL)),
        CONSTRAINT enrolment_reason_length CHECK (length(reason) <= 500)
      ) WITH (fillfactor = 85);
      CREATE UNIQUE INDEX enrolment_one_live_per_person ON enrolment.enrolment (offering_id, person_id)
        WHERE state IN ('requested', 'waitlisted', 'offered', 'enrolled');
      CREATE INDEX enrolment_waiting_order ON enrolment.enrolment (offering_id, priority DESC, queued_at, id)
        WHERE state = 'waitlisted';
      CREATE INDEX enrolment_requested ON enrolment.enrolment (decide_by) WHERE state = 'requested';
      CREATE INDEX enrolment_offered ON enrolment.enrolment (offered_until) WHERE state = 'offered';
      CREATE INDEX enrolment_offering ON enrolment.enrolment (offering_id, person_id);
      CREATE INDEX enrolment_person ON enrolment.enrolment (person_id, changed_at DESC);

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

      -- Which states follow which (domain.md 6.2), whoever writes and why; cancelled and declined are final.
      CREATE FUNCTION enrolment.guard_transition() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        last_moment timestamptz;
      BEGIN
        IF NOT (CASE OLD.state
            WHEN 'requested' THEN NEW.state IN ('waitlisted', 'enrolled', 'declined', 'cancelled')
            WHEN 'waitlisted' THEN NEW.state IN ('offered', 'enrolled', 'cancelled')
            WHEN 'offered' THEN NEW.state IN ('enrolled', 'cancelled')
            WHEN 'enrolled' THEN NEW.state IN ('finished', 'cancelled')
            WHEN 'finished' THEN NEW.state = 'enrolled'
            ELSE false END)
        THEN
          RAISE EXCEPTION 'an enrolment does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_transition';
        END IF;
        IF NEW.state = 'offered' THEN
          SELECT least(o.enrol_closes_at, o.starts_at) INTO last_moment
            FROM catalogue.offering o WHERE o.id = NEW.offering_id;
          IF NEW.changed_at >= last_moment OR NEW.offered_until > last_moment THEN
            RAISE EXCEPTION 'an offer does not outlive the time in which people enrol'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_offer_in_time';
          END IF;
        END IF;
        IF NEW.state <> 'requested' THEN NEW.decide_by := NULL; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER enrolment_guard_transition BEFORE UPDATE OF state ON enrolment.enrolment
        FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
        EXECUTE FUNCTION enrolment.guard_transition();

      -- The order of the list is that of arrival and never changes (invariant 3).
      CREATE FUNCTION enrolment.guard_order() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the moment somebody queued and the offering they queued for never change'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_order';
      END $$;
      CREATE TRIGGER enrolment_guard_order BEFORE UPDATE OF queued_at, offering_id ON enrolment.enrolment
        FOR EACH ROW WHEN (OLD.queued_at IS DISTINCT FROM NEW.queued_at
          OR OLD.offering_id IS DISTINCT FROM NEW.offering_id)
        EXECUTE FUNCTION enrolment.guard_order();

      -- The list in the order in which people get a seat. Where the offering asks for coverage, the first
      -- in line of every organisation without a seat comes before all others.
      CREATE FUNCTION enrolment.line(p_offering uuid) RETURNS TABLE (id uuid, place integer)
      LANGUAGE sql STABLE AS $$
        SELECT w.id, row_number() OVER (ORDER BY w.later, w.priority DESC, w.queued_at, w.id)::integer
          FROM (
            SELECT e.id, e.priority, e.queued_at, NOT (
                     o.coverage_first AND e.organisation_id IS NOT NULL
                     AND row_number() OVER (PARTITION BY e.organisation_id
                           ORDER BY e.priority DESC, e.queued_at, e.id) = 1
                     AND NOT EXISTS (SELECT 1 FROM enrolment.enrolment s
                           WHERE s.offering_id = e.offering_id AND s.organisation_id = e.organisation_id
                             AND s.state IN ('offered', 'enrolled', 'finished'))) AS later
              FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
             WHERE e.offering_id = p_offering AND e.state = 'waitlisted'
          ) w
      $$;

      -- Somebody enrols: lock, look, write and journal in one statement, so that the lock on the offering
      -- is held for no round trip (docs/decisions/0010). Answers 'enrolled', 'waitlisted' or 'requested'
      -- with the id of the new row, or a refusal: 'person-not-found', 'offering-not-found',
      -- 'already-enrolled' (with the id and state of the row that is there), 'offering-cancelled',
      -- 'not-open-yet', 'closed', 'started'. Answers 'conditions' where more has to be looked at than a
      -- seat: the caller does so and calls again with p_checked (docs/decisions/0020).
      CREATE FUNCTION enrolment.enrol(
        p_id uuid, p_offering uuid, p_person uuid, p_actor uuid, p_source text, p_now timestamptz,
        p_enrolled_consumers text[], p_waitlisted_consumers text[],
        p_checked boolean DEFAULT false, p_requested_consumers text[] DEFAULT '{}',
        OUT outcome text, OUT enrolment_id uuid, OUT state text, OUT waiting_position integer
      -- A connection keeps the plans it made here, those of the foreign keys included. Made while a
      -- table was still empty they would read all of it for every enrolment, until statistics come.
      ) LANGUAGE plpgsql SET enable_seqscan = off AS $$
      DECLARE
        o record;
        v_organisation uuid;
        v_previous uuid;
        v_queued timestamptz := p_now;
        v_decide_by timestamptz;
        v_line bigint;
      BEGIN
        SELECT m.organisation_id INTO v_organisation
          FROM people.person p
          LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         WHERE p.id = p_person AND p.status IN ('active', 'invited', 'guest');
        IF NOT FOUND THEN outcome := 'person-not-found'; RETURN; END IF;

        SELECT f.status, f.capacity, f.seats_taken, f.waiting_count,
               f.enrol_opens_at, f.enrol_closes_at, f.starts_at,
               f.approval, f.approval_days, f.coverage_first,
               f.approval <> 'none' OR f.questions IS NOT NULL OR f.has_prerequisites AS conditional
          INTO o FROM catalogue.offering f WHERE f.id = p_offering FOR NO KEY UPDATE;
        IF NOT FOUND OR o.status IN ('concept', 'inactive') THEN
          outcome := 'offering-not-found'; RETURN;
        END IF;

        -- Each statement of a volatile function sees what was committed before it began, so what
        -- follows sees all that the previous holder of the lock wrote.
        SELECT e.id, e.state INTO v_previous, state FROM enrolment.enrolment e
         WHERE e.offering_id = p_offering AND e.person_id = p_person
         ORDER BY e.state IN ('requested', 'waitlisted', 'offered', 'enrolled') DESC, e.changed_at DESC
         LIMIT 1;
        IF state IN ('requested', 'waitlisted', 'offered', 'enrolled', 'finished') THEN
          outcome := 'already-enrolled'; enrolment_id := v_previous; RETURN;
        END IF;

        IF o.status = 'cancelled' THEN outcome := 'offering-cancelled'; RETURN; END IF;
        IF o.status = 'held' OR o.starts_at <= p_now THEN outcome := 'started'; RETURN; END IF;
        IF o.enrol_opens_at > p_now THEN outcome := 'not-open-yet'; RETURN; END IF;
        IF o.enrol_closes_at <= p_now THEN outcome := 'closed'; RETURN; END IF;

        IF o.conditional AND NOT p_checked THEN outcome := 'conditions'; RETURN; END IF;

        -- Whoever has to agree has agreed by enrolling somebody.
        IF o.approval <> 'none' AND p_source <> 'organiser' AND p_source <> o.approval THEN
          state := 'requested';
          -- Whoever is agreed to joins the list where they asked, so these stand in one order with the list.
          SELECT greatest(p_now, max(e.queued_at) + interval '1 microsecond') INTO v_queued
            FROM enrolment.enrolment e
           WHERE e.offering_id = p_offering AND e.state IN ('requested', 'waitlisted');
          v_decide_by := least(p_now + make_interval(days => o.approval_days), o.enrol_closes_at, o.starts_at);
        -- While anybody waits, a free seat is theirs: nobody jumps the list.
        ELSIF o.seats_taken < o.capacity AND o.waiting_count = 0 THEN
          state := 'enrolled';
        ELSE
          state := 'waitlisted';
          waiting_position := o.waiting_count + 1;
          -- Clocks of processes differ and a millisecond is long: the order is that of the lock.
          SELECT greatest(p_now, max(e.queued_at) + interval '1 microsecond') INTO v_queued
            FROM enrolment.enrolment e WHERE e.offering_id = p_offering AND e.state = 'waitlisted';
          IF o.approval <> 'none' THEN
            SELECT greatest(v_queued, max(e.queued_at) + interval '1 microsecond') INTO v_queued
              FROM enrolment.enrolment e WHERE e.offering_id = p_offering AND e.state = 'requested';
          END IF;
        END IF;

        INSERT INTO enrolment.enrolment
          (id, offering_id, person_id, organisation_id, state, source, queued_at, decide_by, changed_at,
           previous_id)
        VALUES (p_id, p_offering, p_person, v_organisation, state, p_source, v_queued, v_decide_by, p_now,
                v_previous);
        IF o.coverage_first AND state = 'waitlisted' THEN
          SELECT l.place INTO waiting_position FROM enrolment.line(p_offering) l WHERE l.id = p_id;
        END IF;

        INSERT INTO platform.journal (recorded_at, action, subject_id, actor_id, on_behalf_of, data)
        VALUES (p_now, 'enrolment.' || state, p_id, p_actor, nullif(p_person, p_actor),
                jsonb_build_object('offeringId', p_offering, 'personId', p_person,
                  'organisationId', v_organisation, 'from', NULL, 'to', state))
        RETURNING id INTO v_line;
        INSERT INTO platform.journal_pending (consumer, journal_id)
        SELECT consumer, v_line FROM unnest(
          CASE state WHEN 'enrolled' THEN p_enrolled_consumers WHEN 'waitlisted' THEN p_waitlisted_consumers
            ELSE p_requested_consumers END) AS consumer;

        outcome := state;
        enrolment_id := p_id;
      END $$;

      -- Calendar entries already sent: one UID per person and session, SEQUENCE only rises (invariant 7).
      CREATE TABLE enrolment.calendar_entry (
        person_id uuid NOT NULL,
        session_id uuid NOT NULL,
        uid text NOT NULL,
        sequence integer NOT NULL,
        -- Which version of the session was sent: whoever has it already hears of a move once.
        session_sequence integer NOT NULL,
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
