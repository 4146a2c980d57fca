-- platform.refuse_change: refuses every UPDATE and DELETE of a row.
-- Rule: the journal is append-only; what happened is never rewritten.
-- Why here: no statement, of the application or of an administrator in a console, may change a row by mistake.
-- Called by: the trigger below, and those of the append-only tables of other libs (*-append-only.sql).
CREATE OR REPLACE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON platform.journal
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
