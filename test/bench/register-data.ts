import type { Client } from 'pg';

import type { OpenRegister } from './marks';

export const SMALL = 50;
export const LARGE = 500;
/** Registers of 200 that take marks. */
export const REGISTERS = 40;
export const PEOPLE = 200;
export const TOKEN = { authorization: 'Bearer bench-token-trainer' };

/** The register with this number of people, of several the one at this place. */
export async function registerOf(
  database: Client,
  people: number,
  index = 0,
): Promise<OpenRegister> {
  const { rows } = await database.query<OpenRegister>(
    `SELECT s.id AS session, array_agg(e.id::text) AS enrolments
       FROM catalogue.offering o JOIN catalogue.session s ON s.offering_id = o.id
       JOIN enrolment.enrolment e ON e.offering_id = o.id
      WHERE o.note = $1 GROUP BY s.id ORDER BY s.id OFFSET $2 LIMIT 1`,
    [`bench ${people}`, index],
  );
  return rows[0] as OpenRegister;
}

/** A trainer with a token, and registers of each size; `note` says how many people are in one. */
export async function prepare(database: Client): Promise<void> {
  await database.query(`
    WITH person AS (
      INSERT INTO people.person (given_name, family_name, created_at)
      SELECT 'Bench', lpad(n::text, 4, '0'), '2026-01-01' FROM generate_series(0, ${LARGE}) n RETURNING id, family_name
    ), token AS (
      INSERT INTO people.api_token (person_id, name, token_hash, created_at)
      SELECT id, 'bench', sha256(convert_to('bench-token-trainer', 'UTF8')), '2026-01-01'
        FROM person WHERE family_name = '0000'
    )
    INSERT INTO people.role_grant (person_id, role, scope_kind, granted_at)
    SELECT id, 'trainer', 'platform', '2026-01-01' FROM person WHERE family_name = '0000';

    INSERT INTO catalogue.course (slug, title, summary, kind, mode, status, published_at, created_at)
    VALUES ('bench', 'Bench', '', 'training', 'in_person', 'published', '2026-01-01', '2026-01-01');
    INSERT INTO catalogue.offering (course_id, status, mode, capacity, starts_at, ends_at, created_at, note)
    SELECT c.id, 'published', 'in_person', 1000, now() - interval '1 hour', now() + interval '1 hour', '2026-01-01',
           'bench ' || size.people
      FROM catalogue.course c,
           (VALUES (${SMALL}, 1), (${LARGE}, 8), (${PEOPLE}, ${REGISTERS})) AS size (people, registers),
           generate_series(1, size.registers)
     WHERE c.slug = 'bench';
    INSERT INTO catalogue.session (offering_id, starts_at, ends_at)
    SELECT id, starts_at, ends_at FROM catalogue.offering;
    INSERT INTO catalogue.offering_trainer (offering_id, person_id)
    SELECT o.id, p.id FROM catalogue.offering o, people.person p WHERE p.family_name = '0000';
    INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at)
    SELECT o.id, p.id, 'enrolled', 'self', '2026-01-01', '2026-01-01'
      FROM catalogue.offering o, people.person p
     WHERE p.given_name = 'Bench' AND p.family_name::int BETWEEN 1 AND substr(o.note, 7)::int;
    INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
    SELECT gen_random_uuid(), s.id, e.id, 'present', 'trainer', now(), now()
      FROM enrolment.enrolment e JOIN catalogue.session s ON s.offering_id = e.offering_id
      JOIN catalogue.offering o ON o.id = e.offering_id
     WHERE o.note IN ('bench ${SMALL}', 'bench ${LARGE}');
    ANALYZE;
  `);
}
