-- people.who_belong: those for whom something is meant, and at which organisation that is.
-- Rule: a member of one of the groups is (then without an organisation). Else one job of the person, open on the day,
-- has to fit: one of the functions if any are named, and one of the organisations or kinds of organisation if any are
-- named; one that was merged into another goes on as that one. Where nothing is named nobody belongs. Somebody for whom
-- it is meant in several ways has a row for each.
-- Why here: people.belongs asks it of one person, under the lock of enrolling; duties ask it of all at once. It is one
-- SELECT without conditions of its own on persons, so that the planner puts it into the statement that uses it.
-- Called by: people.belongs, and the duties of attendance.
CREATE OR REPLACE FUNCTION people.who_belong(
  p_functions text[], p_organisations uuid[], p_kinds text[], p_groups uuid[], p_day date
) RETURNS TABLE (person_id uuid, organisation_id uuid) LANGUAGE sql STABLE AS $$
  SELECT g.person_id, NULL::uuid
    FROM people.closed_group_member g
   WHERE g.group_id = ANY (p_groups) AND g.left_at IS NULL
  UNION ALL
  SELECT m.person_id, m.organisation_id
    FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
   WHERE cardinality(p_functions) + cardinality(p_organisations) + cardinality(p_kinds) > 0
     AND m.valid_from <= p_day AND (m.valid_to IS NULL OR m.valid_to > p_day)
     AND (cardinality(p_functions) = 0 OR EXISTS (
       SELECT FROM people.membership_function f
        WHERE f.membership_id = m.id AND f.function_code = ANY (p_functions)))
     AND (cardinality(p_organisations) + cardinality(p_kinds) = 0
       OR o.kind = ANY (p_kinds) OR m.organisation_id IN (
         WITH RECURSIVE became (id, successor_id) AS (
           SELECT a.id, a.successor_id FROM people.organisation a WHERE a.id = ANY (p_organisations)
           UNION
           SELECT a.id, a.successor_id FROM became b JOIN people.organisation a ON a.id = b.successor_id)
         SELECT became.id FROM became))
$$;
