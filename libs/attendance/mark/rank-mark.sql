-- attendance.rank_mark: gives a new mark its authority, 1 for a trainer and 0 for all others.
-- Rule: what a trainer, a correction or the paper list says outranks what a participant or a machine says.
-- Why here: every source that writes marks ranks them alike, and the index that finds the current mark sorts by it.
-- A generated column would do the same, but the entities cannot name one.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION attendance.rank_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.authority := CASE WHEN NEW.source IN ('trainer', 'correction', 'paper') THEN 1 ELSE 0 END;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER mark_rank BEFORE INSERT ON attendance.mark
  FOR EACH ROW EXECUTE FUNCTION attendance.rank_mark();
