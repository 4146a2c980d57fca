-- people.known_group: a closed group as other libs know it.
-- Rule: a group that ended is not among them. Who is in it, people.belongs answers, one person at a time.
-- Why here: forms and pages of other libs name the groups that something is meant for.
-- Called by: queries and checks of catalogue.
CREATE OR REPLACE VIEW people.known_group AS
SELECT id, name
  FROM people.closed_group
 WHERE ended_at IS NULL;
