-- elearning.refuse_published_change: refuses to change what stands in a published version.
-- Rule: a published version of the lessons of a course never changes; a change is a new version.
-- Why here: who began with a version, and was scored by it, must find it as it was, whatever statement runs.
-- Called by: the triggers below, for each row of a version, a module and a lesson.
CREATE OR REPLACE FUNCTION elearning.refuse_published_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version uuid;
BEGIN
  IF TG_TABLE_NAME = 'content_version' THEN
    IF OLD.published_at IS NULL THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
  ELSE
    version := CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
    IF NOT EXISTS (
      SELECT FROM elearning.content_version v WHERE v.id = version AND v.published_at IS NOT NULL
    ) THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
  END IF;
  RAISE EXCEPTION 'a published version of lessons never changes'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'content_published_stays';
END $$;

CREATE OR REPLACE TRIGGER content_version_stays BEFORE UPDATE OR DELETE ON elearning.content_version
  FOR EACH ROW EXECUTE FUNCTION elearning.refuse_published_change();
CREATE OR REPLACE TRIGGER module_stays BEFORE INSERT OR UPDATE OR DELETE ON elearning.module
  FOR EACH ROW EXECUTE FUNCTION elearning.refuse_published_change();
CREATE OR REPLACE TRIGGER lesson_stays BEFORE INSERT OR UPDATE OR DELETE ON elearning.lesson
  FOR EACH ROW EXECUTE FUNCTION elearning.refuse_published_change();
