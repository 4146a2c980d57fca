-- enrolment.wanted_place: who asked for a place in which offering, waits for one, or was offered one.
-- Rule: tells whether somebody may still come to take part; it is shown to nobody as it is.
-- Why here: libs to the right keep from those people what participants are not to know yet.
-- Called by: queries of libs to the right.
CREATE OR REPLACE VIEW enrolment.wanted_place AS
  SELECT e.id, e.offering_id, e.person_id, e.state
    FROM enrolment.enrolment e WHERE e.state IN ('requested', 'waitlisted', 'offered');
