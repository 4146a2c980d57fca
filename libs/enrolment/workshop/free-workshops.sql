-- enrolment.free_workshops: who gives up the place gives up the workshops.
-- Rule: an enrolment that is cancelled or declined, in whatever way, has none.
-- Why here: places are given up by many commands, and each must free these seats.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION enrolment.free_workshops() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM enrolment.workshop_choice WHERE enrolment_id = NEW.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER enrolment_free_workshops AFTER UPDATE OF state ON enrolment.enrolment
  FOR EACH ROW WHEN (NEW.state IN ('cancelled', 'declined') AND OLD.state <> NEW.state)
  EXECUTE FUNCTION enrolment.free_workshops();
