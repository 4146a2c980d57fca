-- elearning.keep_answer: refuses to change or delete an answer, except for what somebody wrote.
-- Rule: every answer is kept as it was given; a retake adds. Only the erasure of a person empties `given`.
-- Why here: answers are the ground of scores, completions and statistics, so no statement may rewrite one.
-- Called by: the trigger below, for each row.
CREATE OR REPLACE FUNCTION elearning.keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.given = 'null'::jsonb
     AND (to_jsonb(NEW) - 'given') = (to_jsonb(OLD) - 'given') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an answer is never changed'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_append_only';
END $$;

CREATE OR REPLACE TRIGGER answer_append_only BEFORE UPDATE OR DELETE ON elearning.answer
  FOR EACH ROW EXECUTE FUNCTION elearning.keep_answer();
