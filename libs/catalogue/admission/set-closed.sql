-- catalogue.set_closed: keeps an offering at least as closed as its course.
-- Rule: an offering of a confidential course is confidential; one of a course for its audience, or for who is
-- invited, is not open to others. What is confidential is never open: then only who was invited comes in.
-- Why here: forms, copies, imports and consoles make offerings, and none of them may open what is closed.
-- Called by: the trigger below. When the course changes: keep-closed.sql.
CREATE OR REPLACE FUNCTION catalogue.set_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_course record;
BEGIN
  SELECT c.admission, c.confidential INTO v_course FROM catalogue.course c WHERE c.id = NEW.course_id;
  NEW.confidential := NEW.confidential OR v_course.confidential;
  IF NEW.admission <> 'invited' AND v_course.admission <> 'open' THEN NEW.admission := v_course.admission; END IF;
  IF NEW.confidential AND NEW.admission = 'open' THEN NEW.admission := 'invited'; END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER offering_set_closed BEFORE INSERT OR UPDATE OF admission, confidential, course_id
  ON catalogue.offering FOR EACH ROW EXECUTE FUNCTION catalogue.set_closed();
