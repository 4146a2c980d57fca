-- people.plain_name: the words of a name as people type them: bare, without signs.
-- Rule: a hyphen or a dot parts words, an apostrophe does not: "O'Brien-Şahin" is "obrien sahin".
-- Why here: what is stored and what is typed must become the same words.
-- Called by: people.name_patterns, people.family_core, people.keep_names.
CREATE OR REPLACE FUNCTION people.plain_name(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(replace(people.bare_name(p_name), '''', ''),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f]+', ' ', 'g'))
$$;
