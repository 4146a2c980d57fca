import { spawn } from 'node:child_process';

import { Client } from 'pg';

import { migrate } from '../support/database';
import type { OpenRegister } from './marks';
import { ROOT } from './processes';

/** An academie under measurement. */
export interface Filled {
  name: string;
  url: string;
  marks: number;
  evidence: number;
}

/** People in a register that a bench closes, and marks in a call. */
export const PEOPLE = 25;

/** The environment of a process of the academie on this database. */
export const academieOn = (url: string, extra: Record<string, string> = {}) => ({
  ACADEMIE_DEMO: '1',
  ACADEMIE_WORKER: '0',
  NODE_ENV: 'production',
  // What is measured is the question, not the second for which its answer is remembered.
  CACHE_MS: '0',
  DATABASE_URL: url,
  ...extra,
});

/** Runs a command of the academie; its progress goes to the terminal. Returns its output and seconds. */
export function academie(
  url: string,
  ...args: string[]
): Promise<{ out: string; seconds: number }> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/apps/academie/cli.js', ...args], {
      cwd: ROOT,
      env: { ...process.env, ...academieOn(url) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve({ out, seconds: (performance.now() - began) / 1000 })
        : reject(new Error(`academie ${args.join(' ')} failed: ${out}`)),
    );
  });
}

/** A database of this server with so many marks; one that an earlier run left there is used again. */
export async function filled(server: string, name: string, size: string): Promise<Filled> {
  const admin = new Client(server);
  await admin.connect();
  const there = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  await admin.end();
  const url = there.rowCount
    ? Object.assign(new URL(server), { pathname: name }).href
    : await migrate(server, name);
  await academie(url, 'demo', `--scale=${size}`);
  // Registers that an earlier run left open are no longer to come: both have the same still to do.
  await query(
    url,
    `UPDATE catalogue.offering SET status = 'inactive' WHERE note = 'bench' AND status = 'published'`,
  );
  const [marks, evidence] = await Promise.all([
    count(url, 'attendance.mark'),
    count(url, 'targets.evidence WHERE retracted_at IS NULL'),
  ]);
  return { name, url, marks, evidence };
}

export async function count(url: string, from: string): Promise<number> {
  const [row] = await query<{ count: string }>(url, `SELECT count(*) FROM ${from}`);
  return Number(row?.count);
}

export async function query<T>(url: string, text: string, params: unknown[] = []): Promise<T[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text, params)).rows as T[];
  } finally {
    await client.end();
  }
}

/**
 * Adds offerings of one session that is over, with everybody marked as present, so that closing the
 * register makes each of them an event of the course that counts for most targets. The ledger has yet to
 * hear that they were published.
 */
export async function openRegisters(url: string, many: number): Promise<OpenRegister[]> {
  return query<OpenRegister>(
    url,
    `WITH course AS (
       SELECT (x.facts->>'courseId')::uuid AS id FROM targets.contribution c
         JOIN targets.evidence e ON e.id = c.evidence_id AND e.kind = 'held_event'
         JOIN targets.context x ON x.id = e.context_id
        WHERE c.uncounted_at IS NULL GROUP BY 1 ORDER BY count(DISTINCT c.target_id) DESC, 1 LIMIT 1
     ), offering AS (
       INSERT INTO catalogue.offering (course_id, status, mode, capacity, starts_at, ends_at, created_at, seats_taken, note)
       SELECT c.id, 'published', c.mode, ${PEOPLE}, now() - interval '3 hours', now() - interval '1 hour',
              now() - interval '30 days', 0, 'bench'
         FROM course JOIN catalogue.course c USING (id), generate_series(1, $1) RETURNING *
     ), session AS (
       INSERT INTO catalogue.session (offering_id, starts_at, ends_at)
       SELECT id, starts_at, ends_at FROM offering RETURNING id, offering_id
     ), member AS (
       SELECT person_id, organisation_id, (row_number() OVER (ORDER BY id) - 1) / ${PEOPLE} AS party
         FROM people.membership WHERE is_main AND valid_to IS NULL
     ), numbered AS (
       SELECT o.*, row_number() OVER () % (SELECT max(party) FROM member) AS party FROM offering o
     ), enrolment AS (
       INSERT INTO enrolment.enrolment (offering_id, person_id, organisation_id, state, source, queued_at, changed_at)
       SELECT o.id, m.person_id, m.organisation_id, 'enrolled', 'self', o.created_at, o.created_at
         FROM numbered o JOIN member m USING (party)
       RETURNING id, offering_id
     ), mark AS (
       INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
       SELECT gen_random_uuid(), s.id, e.id, 'present', 'trainer', now(), now()
         FROM session s JOIN enrolment e USING (offering_id)
     ), line AS (
       INSERT INTO platform.journal (recorded_at, action, subject_id)
       SELECT created_at, 'offering.published', id FROM offering RETURNING id
     ), pending AS (
       INSERT INTO platform.journal_pending (consumer, journal_id) SELECT 'targets.ledger', id FROM line
     )
     SELECT s.id AS session, array_agg(e.id::text) AS enrolments
       FROM session s JOIN enrolment e USING (offering_id) GROUP BY s.id`,
    [many],
  );
}
