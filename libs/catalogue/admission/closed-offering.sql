-- catalogue.closed_offering: the offerings that do not take everybody.
-- Rule: those for their audience or for who is invited; catalogue.admits says who may come in.
-- Why here: enrolling asks for every row that is written, and most offerings are open.
-- Called by: enrolment.refuse_uninvited.
CREATE OR REPLACE VIEW catalogue.closed_offering AS
SELECT id
  FROM catalogue.offering
 WHERE admission <> 'open';
