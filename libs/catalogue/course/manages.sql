-- catalogue.manages: whether a person manages a course.
-- Rule: an administrator manages all, a theme lead the courses of a theme that the person leads, or of one below it.
-- Why here: who manages a course sees what is confidential in it; lists ask that for rows of many courses.
-- Called by: catalogue.sees and catalogue.sees_course.
CREATE OR REPLACE FUNCTION catalogue.manages(p_course uuid, p_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM people.role_held r
     WHERE r.person_id = p_person AND (r.role = 'administrator' OR r.role = 'theme_lead' AND EXISTS (
       SELECT FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
        WHERE ct.course_id = p_course AND r.scope_id IN (t.id, t.parent_id))))
$$;
