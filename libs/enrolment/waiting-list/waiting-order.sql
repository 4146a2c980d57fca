-- enrolment.waiting_order: the waiting list of an offering in the order in which people get a seat, first place 1.
-- Rule: higher priority first, then order of arrival. Where the offering asks for coverage, the first of every
-- organisation without a seat comes before all others.
-- Why here: enrolment.enrol needs the place under the lock, and pages and commands must show the same order.
-- Called by: enrolment.enrol, WaitingList.moveUp and the enrolment queries.
CREATE OR REPLACE FUNCTION enrolment.waiting_order(p_offering uuid) RETURNS TABLE (id uuid, place integer)
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
