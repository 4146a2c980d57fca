-- catalogue.sees_course: whether a person may know that a course exists.
-- Rule: everybody may, unless it is confidential. Then only who manages it, belongs to its audience, or sees an
-- offering of it.
-- Why here: as sees.sql.
-- Called by: all queries that show courses to who has no part in them.
CREATE OR REPLACE FUNCTION catalogue.sees_course(p_course uuid, p_person uuid, p_day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM catalogue.course c
     WHERE c.id = p_course AND (NOT c.confidential OR p_person IS NOT NULL AND (
       catalogue.manages(c.id, p_person)
       OR c.admission = 'audience' AND people.belongs(p_person, c.audiences,
         ARRAY(SELECT a.organisation_id FROM catalogue.course_audience a
                WHERE a.course_id = c.id AND a.organisation_id IS NOT NULL),
         ARRAY(SELECT a.organisation_kind FROM catalogue.course_audience a
                WHERE a.course_id = c.id AND a.organisation_kind IS NOT NULL),
         ARRAY(SELECT a.group_id FROM catalogue.course_audience a
                WHERE a.course_id = c.id AND a.group_id IS NOT NULL), p_day)
       OR EXISTS (SELECT FROM catalogue.offering o
                   WHERE o.course_id = c.id AND o.status <> 'inactive'
                     AND catalogue.sees(o.id, p_person, p_day)))))
$$;
