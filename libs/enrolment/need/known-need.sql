-- enrolment.known_need: what somebody needs at an offering: what they do not eat, and what makes it accessible.
-- Rule: told by the person, for this enrolment only.
-- Why here: the register of a session shows it beside a name, in the statement that reads the names.
-- Called by: queries of attendance, for those who give or organise the session.
CREATE OR REPLACE VIEW enrolment.known_need AS
SELECT enrolment_id, diet, access FROM enrolment.need;
