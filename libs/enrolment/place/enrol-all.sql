-- enrolment.enrol_all: many enrol in one statement with one commit, each as by enrolment.enrol, in the order given.
-- Rule: that of enrol.sql. People who are new to an offering that is open to all, asks for nothing, has free seats
-- and no waiting list, and follow no leergang, are written as one set; all others, and those who asked after them for the same offering, go
-- through enrolment.enrol. Only the condition of a free seat stands twice. Answers one row per request, in the same
-- order, as enrol.sql does; with p_wait false also 'busy' for an offering that another transaction holds.
-- Why here: as enrol.sql; a set costs the database about half of a call for each (docs/decisions/0008).
-- Called by: EnrolmentService, which collects what is asked at one moment in one process.
--
-- The settings: plan_cache_mode, because a plan for lists of unknown length is kept, and one for these lists would
-- be made anew for every call. The three others, because a plan made while a table was still empty must not read
-- the whole table later; it looks up row by row.
CREATE OR REPLACE FUNCTION enrolment.enrol_all(
  p_ids uuid[], p_offerings uuid[], p_persons uuid[], p_actors uuid[], p_sources text[],
  p_now timestamptz, p_wait boolean, p_enrolled_consumers text[], p_waitlisted_consumers text[],
  OUT outcome text, OUT enrolment_id uuid, OUT state text, OUT waiting_position integer
) RETURNS SETOF record LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_locked uuid[];
  v_seated uuid[];
  v_actors uuid[];
  v_on_behalf_of uuid[];
  v_data jsonb[];
BEGIN
  IF p_wait THEN
    SELECT array_agg(f.id) INTO v_locked FROM (
      SELECT o.id FROM catalogue.offering o WHERE o.id = ANY (p_offerings)
       ORDER BY o.id FOR NO KEY UPDATE) f;
  ELSE
    -- A locked offering is skipped and answered 'busy': a long list that is enrolled in one offering does
    -- not delay the others, and two calls never wait for each other.
    SELECT array_agg(f.id) INTO v_locked FROM (
      SELECT o.id FROM catalogue.offering o WHERE o.id = ANY (p_offerings)
         FOR NO KEY UPDATE SKIP LOCKED) f;
  END IF;

  -- A statement of its own, so that it sees what earlier holders of the locks committed.
  WITH asked AS (
    SELECT a.*, m.organisation_id,
           p.id IS NOT NULL AND before.id IS NULL AND follows.id IS NULL
           AND row_number() OVER (PARTITION BY a.offering_id, a.person_id ORDER BY a.n) = 1 AS is_new
      FROM unnest(p_ids, p_offerings, p_persons, p_actors, p_sources) WITH ORDINALITY
             AS a (id, offering_id, person_id, actor_id, source, n)
      LEFT JOIN people.person p ON p.id = a.person_id AND p.status IN ('active', 'invited', 'guest')
      LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
      -- With LIMIT this stays one lookup per person; NOT EXISTS may become a hash of the whole table.
      LEFT JOIN LATERAL (SELECT e.id FROM enrolment.enrolment e
           WHERE e.offering_id = a.offering_id AND e.person_id = a.person_id LIMIT 1) before ON true
      LEFT JOIN LATERAL (SELECT g.person_id AS id FROM enrolment.programme_enrolment g
           WHERE g.person_id = a.person_id AND g.left_at IS NULL LIMIT 1) follows ON true
     WHERE a.offering_id = ANY (v_locked)
  ), in_order AS (
    SELECT q.*, count(*) OVER earlier AS nth, bool_and(q.is_new) OVER earlier AS all_new
      FROM asked q WINDOW earlier AS (PARTITION BY q.offering_id ORDER BY q.n)
  ), seated AS (
    INSERT INTO enrolment.enrolment
      (id, offering_id, person_id, organisation_id, state, source, queued_at, changed_at)
    SELECT r.id, r.offering_id, r.person_id, r.organisation_id, 'enrolled', r.source, p_now, p_now
      FROM in_order r JOIN catalogue.offering o ON o.id = r.offering_id
     WHERE r.all_new AND o.status IN ('published', 'confirmed')
       AND (o.starts_at > p_now) IS NOT FALSE AND (o.enrol_opens_at > p_now) IS NOT TRUE
       AND (o.enrol_closes_at <= p_now) IS NOT TRUE
       AND o.admission = 'open' AND o.approval = 'none' AND o.questions IS NULL AND NOT o.has_prerequisites
       AND o.waiting_count = 0 AND o.seats_taken + r.nth <= o.capacity
    RETURNING id, offering_id, person_id, organisation_id
  )
  SELECT array_agg(s.id), array_agg(a.actor_id), array_agg(nullif(s.person_id, a.actor_id)),
         array_agg(jsonb_build_object('offeringId', s.offering_id, 'personId', s.person_id,
           'organisationId', s.organisation_id, 'from', NULL, 'to', 'enrolled'))
    INTO v_seated, v_actors, v_on_behalf_of, v_data
    FROM seated s JOIN unnest(p_ids, p_actors) AS a (id, actor_id) ON a.id = s.id;
  IF v_seated IS NOT NULL THEN
    PERFORM platform.record_all(
      p_now, 'enrolment.enrolled', v_seated, v_actors, v_on_behalf_of, v_data, p_enrolled_consumers);
  END IF;

  FOR n IN 1 .. cardinality(p_ids) LOOP
    IF p_ids[n] = ANY (v_seated) THEN
      outcome := 'enrolled'; enrolment_id := p_ids[n]; state := 'enrolled'; waiting_position := NULL;
    ELSIF p_wait OR p_offerings[n] = ANY (v_locked) THEN
      SELECT r.* INTO outcome, enrolment_id, state, waiting_position
        FROM enrolment.enrol(p_ids[n], p_offerings[n], p_persons[n], p_actors[n], p_sources[n],
          p_now, p_enrolled_consumers, p_waitlisted_consumers) r;
    ELSE
      outcome := 'busy'; enrolment_id := NULL; state := NULL; waiting_position := NULL;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
