-- catalogue.planned_session: the sessions of an offering that are or were to be held.
-- Rule: a session that was called off alone is not among them. Of an offering that was cancelled they stay, so
-- that its people can be told which; the state of the offering is looked at beside it.
-- Why here: registers, calendars, reminders and evidence of other libs must mean the same sessions.
-- Called by: queries of enrolment, attendance and targets.
CREATE OR REPLACE VIEW catalogue.planned_session AS
SELECT id, offering_id, title, starts_at, ends_at, zone, location_id, online_url, sequence
  FROM catalogue.session
 WHERE status = 'planned';
