-- platform.uuid_v7: an id that begins with the time in milliseconds (UUID version 7).
-- Rule: ids sort by the time they were made, so that new rows lie together in an index.
-- Why here: it is the default of most id columns. PostgreSQL 18 has uuidv7(); versions 15 to 17 do not, and the
-- product runs on those too.
-- Called by: the defaults of the id columns of all libs, and statements that copy rows.
CREATE OR REPLACE FUNCTION platform.uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (
    lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14)
  )::uuid
$$;
