-- attendance.refuse_early_closing: refuses to close the register of a session that has not begun.
-- Rule: a register is closed after its session began; with the last one people get their outcomes.
-- Why here: everybody without a mark becomes absent then, and nobody can be absent from what has not begun.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION attendance.refuse_early_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.closed_at < (SELECT starts_at FROM catalogue.session WHERE id = NEW.session_id) THEN
    RAISE EXCEPTION 'a register is closed before its session begins'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'register_not_closed_early';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER register_not_closed_early AFTER INSERT OR UPDATE OF state, closed_at
  ON attendance.register
  FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION attendance.refuse_early_closing();
