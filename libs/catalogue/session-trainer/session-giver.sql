-- catalogue.session_giver: who gives which session.
-- Rule: the trainers of the offering give all its sessions, but for a session that says by itself who does: then those,
-- among them who stands in for a trainer that time.
-- Why here: registers, mails to trainers, calendars, the planning of a week and hours given must mean the same people.
-- Called by: queries of catalogue, enrolment and attendance.
CREATE OR REPLACE VIEW catalogue.session_giver AS
SELECT s.id AS session_id, s.offering_id, t.person_id, t.stands_in_for
  FROM catalogue.session s JOIN catalogue.session_trainer t ON t.session_id = s.id
UNION ALL
SELECT s.id, s.offering_id, g.person_id, NULL::uuid
  FROM catalogue.session s JOIN catalogue.offering_trainer g ON g.offering_id = s.offering_id
 WHERE NOT EXISTS (SELECT FROM catalogue.session_trainer t WHERE t.session_id = s.id);
