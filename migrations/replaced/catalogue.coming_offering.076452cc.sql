-- catalogue.coming_offering: offerings that are still to begin or have no dates, with when one enrols and the free seats.
-- Rule: `free_seats` is 0 when people wait, since a free seat is theirs. Whether it is too late, the caller compares
-- with its own clock. Who comes in says catalogue.admits.
-- Why here: libs to the right tell people where they can still go.
-- Called by: queries of attendance.
CREATE OR REPLACE VIEW catalogue.coming_offering AS
SELECT o.id, o.course_id, o.mode = 'self_paced' AS is_self_paced, o.starts_at, o.ends_at, o.enrol_opens_at,
       o.enrol_closes_at, CASE WHEN o.waiting_count > 0 THEN 0 ELSE greatest(o.capacity - o.seats_taken, 0) END AS free_seats
  FROM catalogue.offering o
 WHERE o.status IN ('published', 'confirmed', 'running');
