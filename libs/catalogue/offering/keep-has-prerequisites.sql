-- catalogue.keep_has_prerequisites: tells the offerings of a course that its prerequisites came or went.
-- Rule: offering.has_prerequisites says whether the course asks for another course first.
-- Why here: enrolling reads the offering only (docs/decisions/0020), so the flag must be right in the same
-- transaction as the change of the prerequisite.
-- Called by: the trigger below. New offerings: set-has-prerequisites.sql.
CREATE OR REPLACE FUNCTION catalogue.keep_has_prerequisites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalogue.offering o SET has_prerequisites = w.wanted
    FROM (SELECT EXISTS (SELECT 1 FROM catalogue.prerequisite
            WHERE course_id = coalesce(NEW.course_id, OLD.course_id)) AS wanted) w
   WHERE o.course_id = coalesce(NEW.course_id, OLD.course_id) AND o.has_prerequisites <> w.wanted;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER prerequisite_keep_offerings AFTER INSERT OR DELETE ON catalogue.prerequisite
  FOR EACH ROW EXECUTE FUNCTION catalogue.keep_has_prerequisites();
