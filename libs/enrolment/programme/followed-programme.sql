-- enrolment.followed_programme: who follows which programme.
-- Rule: who stopped is not among them.
-- Why here: libs to the right look whether somebody completed what that person follows.
-- Called by: queries of attendance.
CREATE OR REPLACE VIEW enrolment.followed_programme AS
SELECT programme_id, person_id, started_at
  FROM enrolment.programme_enrolment
 WHERE left_at IS NULL;
