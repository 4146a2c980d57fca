-- attendance.refuse_early_completion: refuses a completion of an offering whose last session has not ended.
-- Rule: a course is completed at the end of its last session, and nobody completes it before. At one's own pace there are no
-- sessions to wait for.
-- Why here: certificates, evidence, the thanks by mail and the evaluation all follow from a completion.
-- Called by: the trigger below, once for each statement. CHECK completion_not_ahead keeps the moment itself.
CREATE OR REPLACE FUNCTION attendance.refuse_early_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added c
      JOIN enrolment.enrolment e ON e.id = c.enrolment_id
      JOIN catalogue.offering o ON o.id = e.offering_id AND o.mode <> 'self_paced'
      JOIN catalogue.session s ON s.offering_id = e.offering_id AND s.status = 'planned'
     WHERE s.ends_at > c.recorded_at
  ) THEN
    RAISE EXCEPTION 'a completion is recorded before the last session has ended'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'completion_not_early';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER completion_not_early AFTER INSERT ON attendance.completion
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION attendance.refuse_early_completion();
