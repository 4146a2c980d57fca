-- enrolment.enrolled_in: which offering an enrolment is in.
-- Rule: every enrolment, whatever its state; it never changes its offering.
-- Why here: other libs keep the id of an enrolment, and ask the catalogue whether its offering may be told of.
-- Called by: queries of attendance.
CREATE OR REPLACE VIEW enrolment.enrolled_in AS
SELECT id, offering_id
  FROM enrolment.enrolment;
