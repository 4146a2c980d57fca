-- catalogue.count_places: adds to the counts of an offering; what is negative becomes fewer.
-- Rule: offering_never_overfull, a CHECK on the same row, refuses a seat too many.
-- Why here: the counts change in the statement that changes an enrolment or a block of seats, whichever command
-- does so. The caller holds the lock on the offering; the UPDATE takes it if not.
-- Called by: the triggers of enrolment (keep-counts.sql, count-added.sql, keep-held-seats.sql).
CREATE OR REPLACE FUNCTION catalogue.count_places(
  p_offering uuid, p_seats integer, p_overbooked integer DEFAULT 0, p_waiting integer DEFAULT 0
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (p_seats, p_overbooked, p_waiting) <> (0, 0, 0) THEN
    UPDATE catalogue.offering
       SET seats_taken = seats_taken + p_seats, overbooked = overbooked + p_overbooked,
           waiting_count = waiting_count + p_waiting
     WHERE id = p_offering;
  END IF;
END $$;
