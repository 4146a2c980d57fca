-- enrolment.held_place: who has a place in which offering, or had one until it was finished.
-- Rule: requests, waiting lists, offers and what was given up are no places, and nobody else's business.
-- Why here: libs to the right join what they keep of an enrolment without reading the table of enrolments.
-- Called by: queries of libs to the right.
CREATE OR REPLACE VIEW enrolment.held_place AS
  SELECT e.id, e.offering_id, e.person_id, e.organisation_id, e.state, e.outcome, e.queued_at AS enrolled_at
    FROM enrolment.enrolment e WHERE e.state IN ('enrolled', 'finished');
