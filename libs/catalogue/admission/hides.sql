-- catalogue.hides: whether what is told of an offering, or of its course, has to be kept from a person.
-- Rule: the opposite of sees.sql and sees-course.sql, for facts that may be of no offering or course at all: of
-- what does not exist nothing is kept.
-- Why here: as sees.sql.
-- Called by: queries of attendance and targets.
CREATE OR REPLACE FUNCTION catalogue.hides(p_offering uuid, p_course uuid, p_person uuid, p_day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM catalogue.offering o
       WHERE o.id = p_offering AND o.confidential AND NOT catalogue.sees(o.id, p_person, p_day))
    OR EXISTS (
      SELECT FROM catalogue.course c
       WHERE c.id = p_course AND c.confidential AND NOT catalogue.sees_course(c.id, p_person, p_day))
$$;
