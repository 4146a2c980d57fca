-- catalogue.course_of_offering: which course an offering gives, and whether people follow it at their own pace.
-- Rule: what others may know of an offering and its course when they hold its id.
-- Why here: libs to the right join their rows with a course without reading the tables of the catalogue.
-- Called by: queries of libs to the right.
CREATE OR REPLACE VIEW catalogue.course_of_offering AS
  SELECT o.id AS offering_id, o.course_id, c.title AS course_title, c.slug AS course_slug,
         o.mode = 'self_paced' AS is_self_paced, o.status AS offering_status
    FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id;
