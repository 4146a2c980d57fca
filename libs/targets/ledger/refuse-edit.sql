-- targets.refuse_edit: refuses every change of evidence but its retraction.
-- Rule: evidence is retracted once, by filling retracted_at, and new evidence is added; nothing else changes.
-- Why here: values of the past are computed from what was known then, so no statement may rewrite evidence.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION targets.refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL
     AND (to_jsonb(NEW) - 'retracted_at') = (to_jsonb(OLD) - 'retracted_at') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'targets.evidence is retracted, never edited'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE TRIGGER evidence_never_edited BEFORE UPDATE OR DELETE ON targets.evidence
  FOR EACH ROW EXECUTE FUNCTION targets.refuse_edit();
