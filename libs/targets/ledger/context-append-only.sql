-- context_append_only: refuses to change or delete the context that evidence stands in.
-- Rule: a context is frozen; evidence with other facts gets another context.
-- Why here: one context serves many pieces of evidence, so a change of one would change the past of all.
-- Called by: PostgreSQL; the function is libs/platform/journal/refuse-change.sql.
CREATE OR REPLACE TRIGGER context_append_only BEFORE UPDATE OR DELETE ON targets.context
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
