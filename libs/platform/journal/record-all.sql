-- platform.record_all: writes lines of one kind in the journal, with a pending row for each consumer of each line.
-- Rule: an event exists exactly when its change does, and every consumer hears of it (docs/decisions/0004).
-- Why here: what is written inside a database function, under a lock, has its line in the same statement. The lists
-- have one element per line. p_consumers name the consumers, which only the application knows.
-- Called by: enrolment.enrol and enrolment.enrol_all; commands in TypeScript call Journal.record.
CREATE OR REPLACE FUNCTION platform.record_all(
  p_at timestamptz, p_action text, p_subjects uuid[], p_actors uuid[], p_on_behalf_of uuid[], p_data jsonb[],
  p_consumers text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH line AS (
    INSERT INTO platform.journal (recorded_at, action, subject_id, actor_id, on_behalf_of, data)
    SELECT p_at, p_action, l.subject_id, l.actor_id, l.on_behalf_of, l.data
      FROM unnest(p_subjects, p_actors, p_on_behalf_of, p_data)
             AS l (subject_id, actor_id, on_behalf_of, data)
    RETURNING id
  )
  INSERT INTO platform.journal_pending (consumer, journal_id)
  SELECT consumer, l.id FROM line l, unnest(p_consumers) AS consumer;
END $$;
