-- elearning.keep_statement: refuses to change what a statement says.
-- Rule: a statement of xAPI never changes; it is voided by another one, or what somebody answered is erased.
-- Why here: what counts for a certificate was derived from statements, whatever SQL runs later.
-- Called by: the trigger below, for each row that is updated.
CREATE OR REPLACE FUNCTION elearning.keep_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.sequence, NEW.registration_id, NEW.verb, NEW.stored_at)
       IS NOT DISTINCT FROM (OLD.id, OLD.sequence, OLD.registration_id, OLD.verb, OLD.stored_at)
     AND (NEW.data = OLD.data OR NEW.data = OLD.data #- '{result,response}' #- '{result,extensions}')
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a statement never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE TRIGGER statement_stays BEFORE UPDATE ON elearning.statement
  FOR EACH ROW EXECUTE FUNCTION elearning.keep_statement();
