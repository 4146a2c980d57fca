-- catalogue.known_workshop: the parallel workshops of offerings, with how many may come to each.
-- Rule: all that there are; who may know of the offering may know of its workshops.
-- Why here: libs to the right keep who chose which, and show them.
-- Called by: queries of enrolment, and enrolment.keep_workshop_seats.
CREATE OR REPLACE VIEW catalogue.known_workshop AS
SELECT id, offering_id, round, title, place, seats, position
  FROM catalogue.workshop;
