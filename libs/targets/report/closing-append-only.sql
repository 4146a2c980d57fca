-- closing_append_only, snapshot_append_only: refuse to change or delete a closed year and what was reported of it.
-- Rule: a closed year changes only by a restatement, which is a new closing with new snapshots
-- (docs/decisions/0060).
-- Why here: a report that was handed in must stay as it was read.
-- Called by: PostgreSQL; the function is libs/platform/journal/refuse-change.sql.
CREATE OR REPLACE TRIGGER closing_append_only BEFORE UPDATE OR DELETE ON targets.closing
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

CREATE OR REPLACE TRIGGER snapshot_append_only BEFORE UPDATE OR DELETE ON targets.snapshot
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
