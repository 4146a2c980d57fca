-- attendance.certified: what certificates are issued for: that somebody completed a course, or a programme.
-- Rule: each completion once; one of a programme has no enrolment and no course of its own.
-- Why here: lists and checks of certificates ask the same of both.
-- Called by: queries of certificates.
CREATE OR REPLACE VIEW attendance.certified AS
SELECT c.id, c.person_id, c.enrolment_id, c.course_id, NULL::uuid AS programme_id, c.completed_at, c.revoked_at
  FROM attendance.completion c
UNION ALL
SELECT p.id, p.person_id, NULL::uuid, NULL::uuid, p.programme_id, p.completed_at, p.revoked_at
  FROM attendance.programme_completion p;
