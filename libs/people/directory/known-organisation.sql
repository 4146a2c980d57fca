-- people.known_organisation: an organisation as other libs know it: names, kind, region, and from when until when.
-- Rule: `valid_to` is the first day on which it no longer exists, null while it does; `successor_id` is what it
-- went up in. Organisations are never deleted, so a row of the past keeps its name.
-- Why here: lists and counts of other libs show and group by organisations in one statement.
-- Called by: queries of catalogue, enrolment, attendance, acts and targets.
CREATE OR REPLACE VIEW people.known_organisation AS
SELECT id, code, name, short_name, kind, cbs_code, safety_region, mail_domain, valid_from, valid_to, successor_id
  FROM people.organisation;
