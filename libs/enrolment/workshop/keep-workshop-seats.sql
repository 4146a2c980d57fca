-- enrolment.keep_workshop_seats: no more people in a workshop than it has seats.
-- Rule: who chooses waits for who chose at the same moment, and is refused when all seats are gone.
-- Why here: two people at the same moment could take the last seat.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION enrolment.keep_workshop_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('workshop:' || NEW.workshop_id, 0));
  IF (SELECT count(*) FROM enrolment.workshop_choice c
       WHERE c.workshop_id = NEW.workshop_id AND c.enrolment_id <> NEW.enrolment_id)
     >= (SELECT w.seats FROM catalogue.known_workshop w WHERE w.id = NEW.workshop_id) THEN
    RAISE EXCEPTION 'the workshop is full' USING CONSTRAINT = 'workshop_never_overfull', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER workshop_choice_keep_seats BEFORE INSERT OR UPDATE ON enrolment.workshop_choice
  FOR EACH ROW EXECUTE FUNCTION enrolment.keep_workshop_seats();
