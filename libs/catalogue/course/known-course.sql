-- catalogue.known_course: a course as other libs know it: title, address, state, and whether it is followed at one's own pace.
-- Rule: all courses are here. Who may know of one that is confidential says catalogue.sees_course; a query that shows
-- courses to others than their managers leaves those with `confidential` out.
-- Why here: libs to the right join their rows with a course without reading the tables of the catalogue.
-- Called by: queries of attendance.
CREATE OR REPLACE VIEW catalogue.known_course AS
SELECT c.id, c.title, c.slug, c.status, c.mode = 'self_paced' AS is_self_paced, c.confidential
  FROM catalogue.course c;
