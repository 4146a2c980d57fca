import type { Client } from 'pg';

import type { Server } from './processes';

/** What each part gets. */
export interface Bench {
  academie: Server;
  database: Client;
  databaseUrl: string;
  /** Headers of somebody who manages all courses. */
  admin: Record<string, string>;
  args: readonly string[];
}

export const ADMIN = { authorization: 'Bearer bench-admin' };
/** Headers of the learner with this number. */
export const learner = (nth: number): Record<string, string> => ({
  authorization: `Bearer bench-learner-${nth}`,
});

/** As many learners as a test is begun by, in all rounds together. */
export const LEARNERS = 3_100;
const QUESTIONS = 40;

/** A lesson, a test that draws 16 of 40 questions, and learners with a token and a place. */
export async function prepareLearning(database: Client): Promise<void> {
  await database.query(`
    INSERT INTO people.person (given_name, family_name, created_at)
    SELECT 'Bench', n::text, '2026-01-01' FROM generate_series(0, ${LEARNERS}) n;
    INSERT INTO people.api_token (person_id, name, token_hash, created_at)
    SELECT id, 'bench', sha256(convert_to(CASE family_name WHEN '0' THEN 'bench-admin'
             ELSE 'bench-learner-' || family_name END, 'UTF8')), '2026-01-01'
      FROM people.person WHERE given_name = 'Bench';
    INSERT INTO people.role_grant (person_id, role, scope_kind, granted_at)
    SELECT id, 'administrator', 'platform', '2026-01-01' FROM people.person
     WHERE given_name = 'Bench' AND family_name = '0';
    INSERT INTO people.totp (person_id, secret, is_sealed, made_at, confirmed_at)
    SELECT id, '\\x00', false, '2026-01-01', '2026-01-01' FROM people.person
     WHERE given_name = 'Bench' AND family_name = '0';

    INSERT INTO catalogue.course (slug, title, summary, kind, mode, status, published_at, created_at)
    SELECT slug, slug, '', 'e_learning', 'self_paced', 'published', '2026-01-01', '2026-01-01'
      FROM unnest(ARRAY['bench', 'bench-scorm', 'bench-cmi5', 'bench-large']) slug;
    INSERT INTO catalogue.offering (course_id, status, mode, capacity, created_at)
    SELECT id, 'published', 'self_paced', 20000, '2026-01-01' FROM catalogue.course;
    INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at)
    SELECT o.id, p.id, 'enrolled', 'self', '2026-01-01', '2026-01-01'
      FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id, people.person p
     WHERE p.given_name = 'Bench' AND p.family_name <> '0' AND c.slug <> 'bench-large';

    INSERT INTO elearning.content_version (course_id, number, rule, created_at)
    SELECT id, 1, 'all', '2026-01-01' FROM catalogue.course WHERE slug = 'bench';
    INSERT INTO elearning.module (version_id, key, position, title)
    SELECT id, gen_random_uuid(), 0, 'Deel' FROM elearning.content_version;
    INSERT INTO elearning.lesson (version_id, key, module_key, position, title, blocks, test)
    SELECT m.version_id, gen_random_uuid(), m.key, 0, 'Les', jsonb_build_array(
             jsonb_build_object('id', gen_random_uuid(), 'kind', 'text', 'body',
               jsonb_build_object('text', repeat('Een gemeente **onderzoekt** eerst. ', 40))),
             ${questionSql('gen_random_uuid()')}), NULL
      FROM elearning.module m;
    INSERT INTO elearning.lesson (version_id, key, module_key, position, title, blocks, test)
    SELECT m.version_id, gen_random_uuid(), m.key, 1, 'Toets', (
             SELECT jsonb_agg(${questionSql('gen_random_uuid()')}) FROM generate_series(1, ${QUESTIONS}) n),
           '{"passMark": 60, "draw": 16, "attempts": null, "coolingMinutes": 0, "shuffle": true}'
      FROM elearning.module m;
    UPDATE elearning.content_version SET published_at = '2026-01-01';
    ANALYZE;
  `);
}

const questionSql = (id: string): string =>
  `jsonb_build_object('id', ${id}, 'kind', 'one', 'body', '{"prompt": "Wat doet de wet?", "choices": [
     {"text": "Voorkomen", "correct": true}, {"text": "Straffen", "correct": false},
     {"text": "Niets", "correct": false}]}'::jsonb)`;

/** The enrolments of these learners in this course, in their order. */
export async function enrolmentsIn(
  database: Client,
  slug: string,
  from: number,
  count: number,
): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT e.id FROM enrolment.enrolment e JOIN people.person p ON p.id = e.person_id
       JOIN catalogue.offering o ON o.id = e.offering_id JOIN catalogue.course c ON c.id = o.course_id
      WHERE c.slug = $1 AND p.family_name::int BETWEEN $2 AND $3 ORDER BY p.family_name::int`,
    [slug, from, from + count - 1],
  );
  return rows.map(({ id }) => id);
}

export async function versionOf(
  database: Client,
  slug: string,
): Promise<{ versionId: string; keys: string[] }> {
  const { rows } = await database.query<{ id: string; key: string }>(
    `SELECT v.id, s.key FROM elearning.content_version v JOIN catalogue.course c ON c.id = v.course_id
       JOIN elearning.lesson s ON s.version_id = v.id WHERE c.slug = $1 ORDER BY s.position`,
    [slug],
  );
  return { versionId: rows[0]!.id, keys: rows.map(({ key }) => key) };
}

/** The value below which this share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
