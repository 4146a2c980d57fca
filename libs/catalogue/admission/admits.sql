-- catalogue.admits: whether a person may take part in an offering, as far as the circle of people goes.
-- Rule: an open offering admits everybody. Others admit who was invited by name; one for its audience also admits
-- who belongs to it. An offering makes the circle of its course smaller, never larger: where the course is for its
-- audience too, one has to belong to both.
-- Why here: enrolling asks it under the lock, in the statement that writes the enrolment.
-- Called by: enrolment.enrol, enrolment.refuse_uninvited, catalogue.sees, and queries of enrolment.
CREATE OR REPLACE FUNCTION catalogue.admits(p_offering uuid, p_person uuid, p_day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM catalogue.invited_person i WHERE i.offering_id = p_offering AND i.person_id = p_person)
    OR EXISTS (
      SELECT FROM catalogue.offering o
        JOIN catalogue.course c ON c.id = o.course_id
        CROSS JOIN LATERAL (
          SELECT cardinality(o.audiences) > 0 OR EXISTS (
            SELECT FROM catalogue.offering_audience a WHERE a.offering_id = o.id) AS narrowed) w
       WHERE o.id = p_offering AND (o.admission = 'open' OR o.admission = 'audience'
         AND (NOT w.narrowed OR people.belongs(p_person, o.audiences,
           ARRAY(SELECT a.organisation_id FROM catalogue.offering_audience a
                  WHERE a.offering_id = o.id AND a.organisation_id IS NOT NULL),
           ARRAY(SELECT a.organisation_kind FROM catalogue.offering_audience a
                  WHERE a.offering_id = o.id AND a.organisation_kind IS NOT NULL),
           ARRAY(SELECT a.group_id FROM catalogue.offering_audience a
                  WHERE a.offering_id = o.id AND a.group_id IS NOT NULL), p_day))
         AND (w.narrowed AND c.admission = 'open' OR people.belongs(p_person, c.audiences,
           ARRAY(SELECT a.organisation_id FROM catalogue.course_audience a
                  WHERE a.course_id = c.id AND a.organisation_id IS NOT NULL),
           ARRAY(SELECT a.organisation_kind FROM catalogue.course_audience a
                  WHERE a.course_id = c.id AND a.organisation_kind IS NOT NULL),
           ARRAY(SELECT a.group_id FROM catalogue.course_audience a
                  WHERE a.course_id = c.id AND a.group_id IS NOT NULL), p_day))))
$$;
