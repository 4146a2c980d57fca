-- enrolment.guard_transition: refuses a change of state that the rules do not know.
-- Rule: which state follows which (the CASE below); cancelled and declined are final, and finished goes back to
-- enrolled only. An offer ends before enrolment closes and before the offering starts. A request that was
-- decided has no last day any more.
-- Why here: many commands change states; a mistake in one must show as an error, not as a wrong state.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION enrolment.guard_transition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_moment timestamptz;
BEGIN
  IF NOT (CASE OLD.state
      WHEN 'requested' THEN NEW.state IN ('waitlisted', 'enrolled', 'declined', 'cancelled')
      WHEN 'waitlisted' THEN NEW.state IN ('offered', 'enrolled', 'cancelled')
      WHEN 'offered' THEN NEW.state IN ('enrolled', 'cancelled')
      WHEN 'enrolled' THEN NEW.state IN ('finished', 'cancelled')
      WHEN 'finished' THEN NEW.state = 'enrolled'
      ELSE false END)
  THEN
    RAISE EXCEPTION 'an enrolment does not go from % to %', OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_transition';
  END IF;
  IF NEW.state = 'offered' THEN
    SELECT least(o.enrol_closes_at, o.starts_at) INTO last_moment
      FROM catalogue.offering o WHERE o.id = NEW.offering_id;
    IF NEW.changed_at >= last_moment OR NEW.offered_until > last_moment THEN
      RAISE EXCEPTION 'an offer does not outlive the time in which people enrol'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_offer_in_time';
    END IF;
  END IF;
  IF NEW.state <> 'requested' THEN NEW.decide_by := NULL; END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER enrolment_guard_transition BEFORE UPDATE OF state ON enrolment.enrolment
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION enrolment.guard_transition();
