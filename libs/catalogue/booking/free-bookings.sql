-- catalogue.free_bookings: an offering that is not given holds no room and no means.
-- Rule: once an offering is cancelled or not active, nothing is booked for its sessions; they themselves stay.
-- Why here: the state of an offering is written in several places, and a room that is held for nothing is lost.
-- Called by: the trigger offering_frees on catalogue.offering.
CREATE OR REPLACE FUNCTION catalogue.free_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM catalogue.booking b USING catalogue.session s
   WHERE s.offering_id = NEW.id AND b.session_id = s.id;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER offering_frees AFTER UPDATE OF status ON catalogue.offering
  FOR EACH ROW WHEN (NEW.status IN ('cancelled', 'inactive') AND OLD.status <> NEW.status)
  EXECUTE FUNCTION catalogue.free_bookings();
