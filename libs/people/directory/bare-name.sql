-- people.bare_name: a name in lower case without accents, its apostrophes straight.
-- Rule: Ö is o, Ş is s, Ø is o, ß is ss; what has no Latin letter stays. Spaces are single.
-- Why here: the database orders and finds people by it. Its own functions alone, without the extension unaccent,
-- since those do not change between servers (IMMUTABLE) and need nobody to install them.
-- Called by: people.plain_name, people.family_core, people.keep_names.
CREATE OR REPLACE FUNCTION people.bare_name(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(lower(translate(
    replace(replace(replace(replace(replace(replace(replace(
      regexp_replace(normalize(p_name, NFD), '[\u0300-\u036f]', '', 'g'),
      'ß', 'ss'), 'Æ', 'Ae'), 'æ', 'ae'), 'Œ', 'Oe'), 'œ', 'oe'), 'Þ', 'Th'), 'þ', 'th'),
    'ØøŁłĐđÐðĦħŦŧı’‘`´ʼ', 'OoLlDdDdHhTti''''''''''')), '\s+', ' ', 'g'))
$$;
