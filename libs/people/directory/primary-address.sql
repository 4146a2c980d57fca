-- people.primary_address: the address to which a person gets mail; none for a guest without one.
-- Rule: one for each person (email_address_one_primary). Other addresses of a person are read in people only.
-- Why here: mails and lists of other libs need the address beside their own rows.
-- Called by: mails and lists of catalogue, enrolment, attendance and targets.
CREATE OR REPLACE VIEW people.primary_address AS
SELECT person_id, address
  FROM people.email_address
 WHERE is_primary;
