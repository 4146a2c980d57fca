-- enrolment.keep_counts: keeps the counts on the offering when an enrolment changes state or goes.
-- Rule: seats_taken, overbooked and waiting_count of an offering equal its enrolments.
-- Why here: every command and import changes the counts in the same transaction as the row, and the CHECK
-- offering_never_overfull can then refuse a seat too many. The caller holds the lock on the offering; the
-- UPDATE takes it if not.
-- Called by: the trigger below. What a statement adds: count-added.sql.
CREATE OR REPLACE FUNCTION enrolment.keep_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seat integer := 0; over integer := 0; wait integer := 0;
  seated CONSTANT text[] := ARRAY['offered', 'enrolled', 'finished'];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    IF OLD.state = ANY (seated) THEN
      IF OLD.overbooked THEN over := over - 1; ELSE seat := seat - 1; END IF;
    ELSIF OLD.state = 'waitlisted' THEN wait := wait - 1; END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    IF NEW.state = ANY (seated) THEN
      IF NEW.overbooked THEN over := over + 1; ELSE seat := seat + 1; END IF;
    ELSIF NEW.state = 'waitlisted' THEN wait := wait + 1; END IF;
  END IF;
  PERFORM catalogue.count_places(coalesce(NEW.offering_id, OLD.offering_id), seat, over, wait);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER enrolment_keep_counts AFTER UPDATE OF state, overbooked OR DELETE
  ON enrolment.enrolment FOR EACH ROW EXECUTE FUNCTION enrolment.keep_counts();
