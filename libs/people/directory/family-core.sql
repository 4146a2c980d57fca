-- people.family_core: the part of a family name by which Dutch people look it up, in plain words.
-- Rule: "van der Berg" stands under B, "in 't Veld" under V, "d'Hont" under H. The words are those of
-- libs/platform/names/prefixes.yaml; a test compares the two. The last word always stays: "De" stands under D.
-- Why here: lists are ordered and cut into pages by it.
-- Called by: people.keep_names.
CREATE OR REPLACE FUNCTION people.family_core(p_family text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT people.plain_name(regexp_replace(regexp_replace(people.bare_name(p_family),
    '^(?:(?:van|von|vander|vanden|vande|vd|v\.d\.|v/d|de|den|der|des|het|''t|te|ten|ter|thoe|la|le|les|du|del|della|di|da|das|do|dos|zu|zum|zur|(?:in|op|aan|uit|uijt|bij|onder|over|voor|tot) (?:de|den|der|het|''t|ten|ter)) )+', ''),
    '^[dl]''(?=\S)', ''))
$$;
