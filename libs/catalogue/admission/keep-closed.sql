-- catalogue.keep_closed: closes the offerings of a course that was closed.
-- Rule: that of set-closed.sql, which the statement below makes each offering go through again.
-- Why here: as set-closed.sql.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION catalogue.keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalogue.offering SET admission = admission WHERE course_id = NEW.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER course_keep_closed AFTER UPDATE OF admission, confidential ON catalogue.course
  FOR EACH ROW WHEN ((NEW.admission, NEW.confidential) IS DISTINCT FROM (OLD.admission, OLD.confidential))
  EXECUTE FUNCTION catalogue.keep_closed();
