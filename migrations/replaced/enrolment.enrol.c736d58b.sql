-- enrolment.enrol: one person enrols in one offering; lock, look, write and journal in one statement.
-- Rule: who gets a seat, who waits, who has to be approved and who is refused, in this order of checks.
-- Answers 'enrolled', 'waitlisted' or 'requested' with the id of the new row, or a refusal:
-- 'person-not-found', 'offering-not-found', 'already-enrolled' (with the id and state of the existing row),
-- 'not-admitted', 'offering-cancelled', 'started', 'not-open-yet' or 'closed'. A confidential offering that the actor
-- may not know of is not found. Answers 'conditions', and writes nothing, where
-- more than a free seat has to be checked; the caller checks and calls again with p_checked
-- (docs/decisions/0020).
-- Why here: the lock on the offering is held for no round trip, and all others who enrol wait for that lock
-- (docs/decisions/0010). p_..._consumers name the consumers of the journal, which only the application knows.
-- Called by: EnrolmentService inside a transaction of its own, and enrolment.enrol_all.
--
-- enable_seqscan is off because a connection keeps the plans it made here, those of the foreign keys included.
-- A plan made while a table was still empty would read the whole table for every enrolment, until PostgreSQL
-- has statistics.
CREATE OR REPLACE FUNCTION enrolment.enrol(
  p_id uuid, p_offering uuid, p_person uuid, p_actor uuid, p_source text, p_now timestamptz,
  p_enrolled_consumers text[], p_waitlisted_consumers text[],
  p_checked boolean DEFAULT false, p_requested_consumers text[] DEFAULT '{}',
  OUT outcome text, OUT enrolment_id uuid, OUT state text, OUT waiting_position integer
) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  o record;
  v_organisation uuid;
  v_previous uuid;
  v_queued timestamptz := p_now;
  v_decide_by timestamptz;
  v_day date;
BEGIN
  SELECT m.organisation_id INTO v_organisation
    FROM people.person p
    LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
   WHERE p.id = p_person AND p.status IN ('active', 'invited', 'guest');
  IF NOT FOUND THEN outcome := 'person-not-found'; RETURN; END IF;

  SELECT f.status, f.capacity, f.seats_taken, f.waiting_count,
         f.enrol_opens_at, f.enrol_closes_at, f.starts_at,
         f.approval, f.approval_days, f.coverage_first, f.admission,
         f.approval <> 'none' OR f.questions IS NOT NULL OR f.has_prerequisites AS conditional
    INTO o FROM catalogue.offering f WHERE f.id = p_offering FOR NO KEY UPDATE;
  IF NOT FOUND OR o.status IN ('concept', 'inactive') THEN
    outcome := 'offering-not-found'; RETURN;
  END IF;
  IF o.admission <> 'open' THEN
    v_day := (p_now AT TIME ZONE 'Europe/Amsterdam')::date;
    IF NOT catalogue.sees(p_offering, p_actor, v_day) THEN
      outcome := 'offering-not-found'; RETURN;
    END IF;
  END IF;

  -- Each statement of a volatile function sees what was committed before it began, so the statements
  -- below see all that the previous holder of the lock wrote.
  SELECT e.id, e.state INTO v_previous, state FROM enrolment.enrolment e
   WHERE e.offering_id = p_offering AND e.person_id = p_person
   ORDER BY e.state IN ('requested', 'waitlisted', 'offered', 'enrolled') DESC, e.changed_at DESC
   LIMIT 1;
  IF state IN ('requested', 'waitlisted', 'offered', 'enrolled', 'finished') THEN
    outcome := 'already-enrolled'; enrolment_id := v_previous; RETURN;
  END IF;

  IF o.admission <> 'open' AND NOT catalogue.admits(p_offering, p_person, v_day) THEN
    outcome := 'not-admitted'; RETURN;
  END IF;
  IF o.status = 'cancelled' THEN outcome := 'offering-cancelled'; RETURN; END IF;
  IF o.status = 'held' OR o.starts_at <= p_now THEN outcome := 'started'; RETURN; END IF;
  IF o.enrol_opens_at > p_now THEN outcome := 'not-open-yet'; RETURN; END IF;
  IF o.enrol_closes_at <= p_now THEN outcome := 'closed'; RETURN; END IF;

  IF o.conditional AND NOT p_checked THEN outcome := 'conditions'; RETURN; END IF;

  -- The role that has to approve has approved by enrolling the person itself.
  IF o.approval <> 'none' AND p_source <> 'organiser' AND p_source <> o.approval THEN
    state := 'requested';
    -- An approved request joins the waiting list at the moment it was made, so requests and the list
    -- have one order.
    SELECT greatest(p_now, max(e.queued_at) + interval '1 microsecond') INTO v_queued
      FROM enrolment.enrolment e
     WHERE e.offering_id = p_offering AND e.state IN ('requested', 'waitlisted');
    v_decide_by := least(p_now + make_interval(days => o.approval_days), o.enrol_closes_at, o.starts_at);
  -- While people wait, a free seat is for the first of them and not for a newcomer.
  ELSIF o.seats_taken < o.capacity AND o.waiting_count = 0 THEN
    state := 'enrolled';
  ELSE
    state := 'waitlisted';
    waiting_position := o.waiting_count + 1;
    -- The order of the list is that in which people got the lock. The clocks of processes differ, and two
    -- people may come in one millisecond, so p_now alone does not give that order.
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
    SELECT l.place INTO waiting_position FROM enrolment.waiting_order(p_offering) l WHERE l.id = p_id;
  END IF;

  PERFORM platform.record_all(
    p_now, 'enrolment.' || state, ARRAY[p_id], ARRAY[p_actor], ARRAY[nullif(p_person, p_actor)],
    ARRAY[jsonb_build_object('offeringId', p_offering, 'personId', p_person,
      'organisationId', v_organisation, 'from', NULL, 'to', state)],
    CASE state WHEN 'enrolled' THEN p_enrolled_consumers WHEN 'waitlisted' THEN p_waitlisted_consumers
      ELSE p_requested_consumers END);

  outcome := state;
  enrolment_id := p_id;
END $$;
