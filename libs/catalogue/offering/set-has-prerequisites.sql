-- catalogue.set_has_prerequisites: gives a new offering the flag that keep_has_prerequisites keeps from then on.
-- Rule: offering.has_prerequisites says whether the course asks for another course first.
-- Why here: enrolling reads the offering only (docs/decisions/0020); no command that makes an offering can forget it.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION catalogue.set_has_prerequisites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.has_prerequisites := EXISTS (
    SELECT 1 FROM catalogue.prerequisite WHERE course_id = NEW.course_id);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER offering_set_has_prerequisites BEFORE INSERT ON catalogue.offering
  FOR EACH ROW EXECUTE FUNCTION catalogue.set_has_prerequisites();
