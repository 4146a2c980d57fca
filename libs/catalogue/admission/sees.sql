-- catalogue.sees: whether a person may know that an offering exists.
-- Rule: everybody may, unless it is confidential. Then only who organises or gives it, manages its course, or is
-- admitted to it. Nobody (null) is a visitor who did not sign in.
-- Why here: pages, lists, counts, feeds and the API of several libs ask it for their rows, and must answer alike.
-- Called by: all queries that show offerings to who has no part in them; and enrolment.enrol.
CREATE OR REPLACE FUNCTION catalogue.sees(p_offering uuid, p_person uuid, p_day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM catalogue.offering o
     WHERE o.id = p_offering AND (NOT o.confidential OR p_person IS NOT NULL AND (
       o.organiser_id = p_person
       OR EXISTS (SELECT FROM catalogue.offering_trainer t
                   WHERE t.offering_id = o.id AND t.person_id = p_person)
       OR EXISTS (SELECT FROM catalogue.session_giver g
                   WHERE g.offering_id = o.id AND g.person_id = p_person)
       OR catalogue.manages(o.course_id, p_person)
       OR catalogue.admits(o.id, p_person, p_day))))
$$;
