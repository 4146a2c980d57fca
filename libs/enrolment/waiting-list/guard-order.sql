-- enrolment.guard_order: refuses to change when a person queued, or for which offering.
-- Rule: the order of the waiting list is the order of arrival, and stays it.
-- Why here: a mistake in one command must show as an error, not as a person who jumped the list unseen.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION enrolment.guard_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the moment somebody queued and the offering they queued for never change'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_order';
END $$;

CREATE OR REPLACE TRIGGER enrolment_guard_order BEFORE UPDATE OF queued_at, offering_id ON enrolment.enrolment
  FOR EACH ROW WHEN (OLD.queued_at IS DISTINCT FROM NEW.queued_at
    OR OLD.offering_id IS DISTINCT FROM NEW.offering_id)
  EXECUTE FUNCTION enrolment.guard_order();
