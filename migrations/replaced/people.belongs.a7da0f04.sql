-- people.belongs: whether a person is one of those for whom something is meant.
-- Rule: a member of one of the groups is. Else one job of the person, open on the day, has to fit: one of the
-- functions if any are named, and one of the organisations or kinds of organisation if any are named; one that was
-- merged into another goes on as that one. Where nothing is named nobody belongs.
-- Why here: enrolling asks it under the lock, in the statement that writes the enrolment; lists ask it for every
-- row that is kept from others.
-- Called by: catalogue.admits and catalogue.sees_course.
CREATE OR REPLACE FUNCTION people.belongs(
  p_person uuid, p_functions text[], p_organisations uuid[], p_kinds text[], p_groups uuid[], p_day date
) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM people.closed_group_member g
       WHERE g.person_id = p_person AND g.group_id = ANY (p_groups) AND g.left_at IS NULL)
    OR (cardinality(p_functions) + cardinality(p_organisations) + cardinality(p_kinds) > 0 AND EXISTS (
      SELECT FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
       WHERE m.person_id = p_person AND m.valid_from <= p_day AND (m.valid_to IS NULL OR m.valid_to > p_day)
         AND (cardinality(p_functions) = 0 OR EXISTS (
           SELECT FROM people.membership_function f
            WHERE f.membership_id = m.id AND f.function_code = ANY (p_functions)))
         AND (cardinality(p_organisations) + cardinality(p_kinds) = 0
           OR o.kind = ANY (p_kinds) OR m.organisation_id IN (
             WITH RECURSIVE became (id, successor_id) AS (
               SELECT a.id, a.successor_id FROM people.organisation a WHERE a.id = ANY (p_organisations)
               UNION
               SELECT a.id, a.successor_id FROM became b JOIN people.organisation a ON a.id = b.successor_id)
             SELECT became.id FROM became))))
$$;
