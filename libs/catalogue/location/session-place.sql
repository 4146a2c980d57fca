-- catalogue.session_place: where a session is held, for those sessions that have a place.
-- Rule: the name is that of the location, and with a room "Stadhuis, Raadzaal".
-- Why here: mails, calendars and registers of other libs must name the same place.
-- Not for everybody: `safety` is for those who take part, `contact` for those who give or organise it.
-- Called by: queries of catalogue, enrolment and attendance.
CREATE OR REPLACE VIEW catalogue.session_place AS
SELECT s.id AS session_id, l.id, l.name || coalesce(', ' || r.name, '') AS name, l.address, l.municipality_id,
       l.route, l.accessibility, l.safety, l.contact, r.id AS room_id, r.capacity AS room_capacity
  FROM catalogue.session s
  JOIN catalogue.location l ON l.id = s.location_id
  LEFT JOIN catalogue.room r ON r.id = s.room_id;
