-- people.role_held: who holds which role now, since when, and for which organisation or theme.
-- Rule: a role that was taken back is no longer held; the history of roles is read in people only.
-- Why here: other libs ask who coordinates an organisation or leads a theme, for mails and decisions.
-- Called by: queries and mails of catalogue, enrolment and targets.
CREATE OR REPLACE VIEW people.role_held AS
SELECT person_id, role, scope_kind, scope_id, granted_at
  FROM people.role_grant
 WHERE revoked_at IS NULL;
