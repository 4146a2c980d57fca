-- platform.uuid_v7: an id that begins with the time in milliseconds (UUID version 7), and goes on with the fraction of
-- the millisecond (RFC 9562, section 6.2, method 3).
-- Rule: ids sort by the time they were made, to the microsecond, so that new rows lie together in an index and rows of
-- the same moment stand in the order in which they were written.
-- Why here: it is the default of most id columns. PostgreSQL 18 has uuidv7(); versions 15 to 17 do not, and the
-- product runs on those too.
-- Called by: the defaults of the id columns of all libs, and statements that copy rows.
CREATE OR REPLACE FUNCTION platform.uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (
    overlay(
      lpad(to_hex(floor(extract(epoch FROM clock_timestamp()) * 4096000)::bigint), 15, '0')
      PLACING '7' FROM 13 FOR 0
    ) || substr(replace(gen_random_uuid()::text, '-', ''), 17)
  )::uuid
$$;
