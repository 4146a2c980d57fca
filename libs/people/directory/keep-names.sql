-- people.keep_names: by what a person is looked up, and what a search is compared with.
-- Rule: sort_name is the family name without its prefix, then the first name, then the family name as it is; the
-- sign between them sorts before every letter. search_name holds all words, and the prefix as it is shortened:
-- "hiba van der meulen vd".
-- Why here: some twenty lists and searches read them, and whatever writes a name must change them with it.
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION people.keep_names() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_family text := people.plain_name(NEW.family_name);
  v_core text := people.family_core(NEW.family_name);
  v_given text := people.plain_name(NEW.given_name);
BEGIN
  NEW.sort_name := v_core || chr(1) || v_given || chr(1) || v_family;
  NEW.search_name := v_given || ' ' || v_family || CASE WHEN length(v_core) < length(v_family)
    THEN ' ' || regexp_replace(left(v_family, length(v_family) - length(v_core)), '(\S)\S*\s*', '\1', 'g')
    ELSE '' END;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER person_keep_names BEFORE INSERT OR UPDATE OF given_name, family_name ON people.person
  FOR EACH ROW EXECUTE FUNCTION people.keep_names();
