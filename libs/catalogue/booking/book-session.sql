-- catalogue.book_session: what a session has booked follows the session.
-- Rule: a session that goes on has its room for as long as it lasts; what else it has booked moves along with it,
-- and one that is called off has nothing any more.
-- Why here: sessions are written by forms, copies and imports, and none of them may forget the room.
-- Called by: the trigger session_books on catalogue.session.
CREATE OR REPLACE FUNCTION catalogue.book_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'planned' THEN
    DELETE FROM catalogue.booking WHERE session_id = NEW.id;
    RETURN NULL;
  END IF;
  DELETE FROM catalogue.booking
   WHERE session_id = NEW.id AND room_id IS NOT NULL AND room_id IS DISTINCT FROM NEW.room_id;
  UPDATE catalogue.booking SET during = tstzrange(NEW.starts_at, NEW.ends_at)
   WHERE session_id = NEW.id AND during <> tstzrange(NEW.starts_at, NEW.ends_at);
  IF NEW.room_id IS NOT NULL THEN
    INSERT INTO catalogue.booking (room_id, session_id, during)
    VALUES (NEW.room_id, NEW.id, tstzrange(NEW.starts_at, NEW.ends_at))
    ON CONFLICT (session_id) WHERE room_id IS NOT NULL DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER session_books AFTER UPDATE OF room_id, starts_at, ends_at, status ON catalogue.session
  FOR EACH ROW EXECUTE FUNCTION catalogue.book_session();
CREATE OR REPLACE TRIGGER session_books_room AFTER INSERT ON catalogue.session
  FOR EACH ROW WHEN (NEW.room_id IS NOT NULL) EXECUTE FUNCTION catalogue.book_session();
