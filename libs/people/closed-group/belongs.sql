-- people.belongs: whether a person is one of those for whom something is meant, as people.who_belong says.
-- Rule: see there.
-- Why here: enrolling asks it under the lock, in the statement that writes the enrolment; lists ask it for every
-- row that is kept from others.
-- Called by: catalogue.admits and catalogue.sees_course.
CREATE OR REPLACE FUNCTION people.belongs(
  p_person uuid, p_functions text[], p_organisations uuid[], p_kinds text[], p_groups uuid[], p_day date
) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM people.who_belong(p_functions, p_organisations, p_kinds, p_groups, p_day) w
     WHERE w.person_id = p_person)
$$;
