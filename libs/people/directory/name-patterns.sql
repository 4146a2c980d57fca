-- people.name_patterns: what search_name must look like for what somebody typed; one pattern for each word, the
-- longest first.
-- Rule: every word typed stands somewhere in the name, in any order: "Öztürk, Hiba", "ozturk hiba", "hiba öz",
-- "vd meulen". Nothing typed fits everybody. Words hold no sign that LIKE knows.
-- Why here: one way to find a person, for every list: `search_name LIKE ALL (people.name_patterns($1))`. Among all
-- people also `search_name LIKE (people.name_patterns($1))[1]`, which an index can answer.
-- Called by: the searches of people, enrolment, attendance and catalogue.
CREATE OR REPLACE FUNCTION people.name_patterns(p_typed text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg('%' || word || '%' ORDER BY length(word) DESC, word), '{}')
    FROM string_to_table(people.plain_name(left(p_typed, 200)), ' ') AS word WHERE word <> ''
$$;
