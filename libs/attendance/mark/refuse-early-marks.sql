-- attendance.refuse_early_marks: refuses a mark of somebody's presence that is recorded before the session.
-- Rule: before a session begins only excuses are recorded, or taken back ('unknown'). A code or a ticket proves
-- an arrival, from half an hour before the begin (DOORS_OPEN_MINUTES in session-begin.ts).
-- Why here: a mark leads to a completion, a certificate and evidence, and can never be changed.
-- Called by: the trigger below, once for each statement, so that a batch costs one look at its sessions.
CREATE OR REPLACE FUNCTION attendance.refuse_early_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added m JOIN catalogue.session s ON s.id = m.session_id
     WHERE m.value NOT IN ('unknown', 'excused')
       AND m.recorded_at < s.starts_at
         - CASE WHEN m.source IN ('self_qr', 'scan') THEN interval '30 minutes' ELSE interval '0' END
  ) THEN
    RAISE EXCEPTION 'a mark of presence is recorded before its session begins'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mark_not_early';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mark_not_early AFTER INSERT ON attendance.mark
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION attendance.refuse_early_marks();
