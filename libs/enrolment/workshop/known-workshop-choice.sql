-- enrolment.known_workshop_choice: which workshops somebody goes to within one enrolment, in the order of the rounds.
-- Rule: those chosen; none once the place is given up.
-- Why here: the register of a session shows it beside a name, in the statement that reads the names.
-- Called by: queries of attendance, for those who give or organise the session, and the mails of enrolment.
CREATE OR REPLACE VIEW enrolment.known_workshop_choice AS
SELECT c.enrolment_id, c.round, w.title, w.place
  FROM enrolment.workshop_choice c JOIN catalogue.known_workshop w ON w.id = c.workshop_id;
