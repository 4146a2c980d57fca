-- people.job: where a person works or worked, from which day until which day.
-- Rule: `valid_to` is the first day on which the person no longer works there, null while it goes on. Of the open
-- jobs of a person one is the main job (membership_one_open_main).
-- Why here: other libs ask for the organisation of a person on the day that something happened.
-- Called by: queries of catalogue, enrolment, attendance and targets.
CREATE OR REPLACE VIEW people.job AS
SELECT id, person_id, organisation_id, valid_from, valid_to, is_main
  FROM people.membership;
