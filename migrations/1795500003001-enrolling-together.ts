import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Many enrol in one go, with one commit: as enrolment.enrol for each, in the order asked. Without
 * p_wait an offering that somebody else holds is left alone and answered 'busy', so that a long list
 * being enrolled in one offering keeps nobody from the others, and no two runs can wait for each other.
 */
export const ENROL_ALL_ONE_BY_ONE = `
CREATE OR REPLACE FUNCTION enrolment.enrol_all(
  p_ids uuid[], p_offerings uuid[], p_persons uuid[], p_actors uuid[], p_sources text[],
  p_now timestamptz, p_wait boolean, p_enrolled_consumers text[], p_waitlisted_consumers text[],
  OUT outcome text, OUT enrolment_id uuid, OUT state text, OUT waiting_position integer
) RETURNS SETOF record LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  v_free uuid[];
BEGIN
  IF NOT p_wait THEN
    SELECT array_agg(f.id) INTO v_free FROM (
      SELECT o.id FROM catalogue.offering o WHERE o.id = ANY (p_offerings)
         FOR NO KEY UPDATE SKIP LOCKED) f;
  END IF;
  FOR n IN 1 .. cardinality(p_ids) LOOP
    IF p_wait OR p_offerings[n] = ANY (v_free) THEN
      SELECT r.* INTO outcome, enrolment_id, state, waiting_position
        FROM enrolment.enrol(p_ids[n], p_offerings[n], p_persons[n], p_actors[n], p_sources[n],
          p_now, p_enrolled_consumers, p_waitlisted_consumers) r;
    ELSE
      outcome := 'busy'; enrolment_id := NULL; state := NULL; waiting_position := NULL;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;`;

export class EnrollingTogether1795500003001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ENROL_ALL_ONE_BY_ONE);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION enrolment.enrol_all');
  }
}
