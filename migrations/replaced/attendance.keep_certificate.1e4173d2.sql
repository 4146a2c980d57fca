-- attendance.keep_certificate: refuses to delete a certificate or to change what it says.
-- Rule: code, date of issue and facts are frozen, and a certificate that was revoked or superseded stays so.
-- Erasure of a person may take the name out of the facts, and nothing else.
-- Why here: people show a certificate years later to others, who check it at its public address.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION attendance.keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a certificate is never deleted';
  END IF;
  IF NEW.code <> OLD.code OR NEW.issued_at <> OLD.issued_at
     OR NEW.facts - 'holder' <> OLD.facts - 'holder'
     OR (NEW.facts -> 'holder' <> OLD.facts -> 'holder' AND NEW.facts -> 'holder' <> 'null'::jsonb) THEN
    RAISE EXCEPTION 'the facts of a certificate are frozen';
  END IF;
  IF OLD.status IN ('revoked', 'superseded') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'a certificate that ended stays so';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER certificate_keep BEFORE UPDATE OR DELETE ON attendance.certificate
  FOR EACH ROW EXECUTE FUNCTION attendance.keep_certificate();
