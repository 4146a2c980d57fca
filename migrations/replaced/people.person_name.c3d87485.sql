-- people.person_name: what other libs may know of a person: names, state, and whom the record was merged into.
-- Rule: `name` is how people read it. `status` and `merged_into` are for who counts people; an erased person has
-- the name "Verwijderd persoon". No address, no birth date: an address is people.primary_address.
-- Why here: lists of other libs show names beside their own rows in one statement; the table stays free to change.
-- Called by: queries and mails of catalogue, enrolment, attendance, acts and targets.
CREATE OR REPLACE VIEW people.person_name AS
SELECT id, given_name, family_name, given_name || ' ' || family_name AS name, status, merged_into
  FROM people.person;
