-- enrolment.keep_held_seats: keeps the seats that are held for organisations in the count on the offering.
-- Rule: a seat held for an organisation counts as taken until it is claimed or released (docs/decisions/0032).
-- Why here: the count changes in the same transaction as the block, whichever command changes it. The caller
-- holds the lock on the offering.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION enrolment.keep_held_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  delta integer := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.released_at IS NULL THEN delta := delta - (OLD.seats - OLD.claimed); END IF;
  IF TG_OP <> 'DELETE' AND NEW.released_at IS NULL THEN delta := delta + (NEW.seats - NEW.claimed); END IF;
  IF delta <> 0 THEN
    UPDATE catalogue.offering SET seats_taken = seats_taken + delta
     WHERE id = coalesce(NEW.offering_id, OLD.offering_id);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER seat_block_keep_held_seats AFTER INSERT OR UPDATE OR DELETE
  ON enrolment.seat_block FOR EACH ROW EXECUTE FUNCTION enrolment.keep_held_seats();
