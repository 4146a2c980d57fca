-- catalogue.current_material: the newest version of each material that was not taken away, with its moment.
-- Rule: `opens_at` and `closes_at` say from when until when people may have it; null is no limit. Before is until
-- the end of the session or offering that it belongs to, after is from then on.
-- `counts_as` is as what it counts that an organisation read it; `versions` are the ids of it and all versions before it;
-- `is_confidential` when every offering that it is of is.
-- Why here: a lib to the right, which knows who has a place and who was there, decides who may have it.
-- Called by: queries of attendance and acts.
CREATE OR REPLACE VIEW catalogue.current_material AS
SELECT m.id, m.course_id, m.offering_id, m.session_id, m.kind, m.title, m.file_id, m.url, m.readers, m.version, m.added_at,
       CASE WHEN m.moment = 'after' THEN coalesce(s.ends_at, o.ends_at, 'infinity') END AS opens_at,
       CASE WHEN m.moment = 'before' THEN coalesce(s.ends_at, o.ends_at, 'infinity') END AS closes_at,
       m.counts_as,
       coalesce((SELECT bool_and(k.confidential) FROM catalogue.offering k
                  WHERE k.course_id = m.course_id AND (m.offering_id IS NULL OR k.id = m.offering_id)), false)
         AS is_confidential,
       ARRAY(WITH RECURSIVE earlier AS (
               SELECT m.id, m.replaces_id
               UNION ALL SELECT b.id, b.replaces_id FROM catalogue.material b JOIN earlier e ON b.id = e.replaces_id)
             SELECT e.id FROM earlier e) AS versions
  FROM catalogue.material m
  LEFT JOIN catalogue.offering o ON o.id = m.offering_id
  LEFT JOIN catalogue.session s ON s.id = m.session_id
 WHERE m.ended_at IS NULL;
