-- enrolment.line: the old name of enrolment.waiting_order.
-- Rule: that of waiting-order.sql.
-- Why here: processes of the release before this one still call it while the new ones start. The next release
-- drops it and this file.
-- Called by: the release before this one.
CREATE OR REPLACE FUNCTION enrolment.line(p_offering uuid) RETURNS TABLE (id uuid, place integer)
LANGUAGE sql STABLE AS $$
  SELECT w.id, w.place FROM enrolment.waiting_order(p_offering) w
$$;
