-- mark_append_only: refuses to change or delete a mark.
-- Rule: marks are append-only; a correction is a new mark, and the old one stays to be read.
-- Why here: a mark is evidence for a target and for a certificate, so no statement may rewrite one.
-- Called by: PostgreSQL; the function is libs/platform/journal/refuse-change.sql.
CREATE OR REPLACE TRIGGER mark_append_only BEFORE UPDATE OR DELETE ON attendance.mark
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
