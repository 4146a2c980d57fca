-- plan_version_append_only: refuses to change or delete a version of a year plan.
-- Rule: every version of a plan is kept as it was loaded (docs/decisions/0078).
-- Why here: versions are compared with each other and reported, so no statement may rewrite one.
-- Called by: PostgreSQL; the function is libs/platform/journal/refuse-change.sql.
CREATE OR REPLACE TRIGGER plan_version_append_only BEFORE UPDATE OR DELETE ON targets.plan_version
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
