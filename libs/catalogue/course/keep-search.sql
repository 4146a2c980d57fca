-- catalogue.keep_search: the text that full-text search reads, from title, summary and description.
-- Rule: a match in the title weighs more than one in the summary, and that more than one in the description.
-- Why here: the column follows its three sources in every statement. A generated column would do the same, but
-- TypeORM then keeps a table of its own beside it.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION catalogue.keep_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := setweight(to_tsvector('dutch', NEW.title), 'A') ||
    setweight(to_tsvector('dutch', NEW.summary), 'B') ||
    setweight(to_tsvector('dutch', NEW.description), 'C');
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER course_keep_search BEFORE INSERT OR UPDATE OF title, summary, description
  ON catalogue.course FOR EACH ROW EXECUTE FUNCTION catalogue.keep_search();
