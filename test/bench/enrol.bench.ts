import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import { sendAll } from './load';
import { median, type Server, startServer } from './processes';

const ROUNDS = 5;
const PER_ROUND = 4000;
const CONNECTIONS = 8;
const OFFERINGS = 200;
/** Both comparisons with people of their own: whoever is enrolled already would be refused. */
const PEOPLE = 2 * (ROUNDS + 1) * PER_ROUND;

/**
 * Enrolling over HTTP with all checks, the journal and the pending mail, against pgbench doing the least that
 * could be called enrolling: count a seat and insert a row. In turn, on one server, over many offerings and on one.
 */
export default async function enrol(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const database = new Client(databaseUrl);
  await database.connect();
  const academie = await startServer(['dist/apps/academie/main.js'], 3873, {
    ACADEMIE_URL: 'http://127.0.0.1:3873',
    SMTP_URL: 'smtp://127.0.0.1:1',
    ACADEMIE_WORKER: '0',
    DATABASE_URL: databaseUrl,
  });
  try {
    const offerings = await prepare(database);
    let person = 0;
    const next = (): number => person++;
    await compare('many offerings', academie, databaseUrl, offerings, next, 0.5);
    await compare('one hot offering', academie, databaseUrl, offerings.slice(0, 1), next, 0.7);
    const { rows } = await database.query<{ broken: string }>(
      'SELECT count(*) AS broken FROM catalogue.offering WHERE seats_taken > capacity',
    );
    console.log(`offerings above their capacity: ${rows[0]?.broken ?? '?'}`);
  } finally {
    await academie.stop();
    await database.end();
  }
}

async function compare(
  name: string,
  academie: Server,
  databaseUrl: string,
  offerings: string[],
  next: () => number,
  least: number,
): Promise<void> {
  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const mine = await enrolMany(academie.url, offerings, next);
    const theirs = pgbench(databaseUrl, offerings.length);
    if (round < 0) continue; // the first one warms up
    ours.push(mine);
    yardstick.push(theirs);
  }
  const ratio = median(ours.map((rate, round) => rate / (yardstick[round] ?? Number.NaN)));
  console.table([
    { over: name, what: 'academie', 'per second': Math.round(median(ours)) },
    { over: name, what: 'pgbench', 'per second': Math.round(median(yardstick)) },
  ]);
  console.log(`${name}: ${ratio.toFixed(2)} of pgbench (wanted: ${least})\n`);
}

/** Enrolments per second; every person enrols once, and every one must be confirmed. */
function enrolMany(url: string, offerings: string[], next: () => number): Promise<number> {
  return sendAll(url, {
    connections: CONNECTIONS,
    amount: PER_ROUND,
    request: {
      method: 'POST',
      body: '{}',
      setupRequest: (request) => {
        const person = next();
        request.path = `/api/v1/offerings/${offerings[person % offerings.length] ?? ''}/enrolments`;
        request.headers = {
          'content-type': 'application/json',
          authorization: `Bearer bench-token-${person}`,
        };
        return request;
      },
    },
  });
}

/** Transactions per second of the least that could be called enrolling. */
function pgbench(databaseUrl: string, offerings: number): number {
  const file = path.join(os.tmpdir(), `academie-enrol-${process.pid}.sql`);
  fs.writeFileSync(
    file,
    `\\set offering random(1, ${offerings})
     BEGIN;
     UPDATE bench.offering SET taken = taken + 1 WHERE id = :offering AND taken < capacity;
     INSERT INTO bench.enrolment (offering_id) VALUES (:offering);
     COMMIT;`,
  );
  const { stdout, error } = spawnSync(
    'pgbench',
    [
      '-n',
      '-c',
      String(CONNECTIONS),
      '-j',
      '2',
      '-t',
      String(PER_ROUND / CONNECTIONS),
      '-f',
      file,
      databaseUrl,
    ],
    { encoding: 'utf8' },
  );
  fs.rmSync(file, { force: true });
  if (error) throw new Error('pgbench is needed as the yardstick (Debian: postgresql-contrib)');
  const rate = /tps = ([\d.]+) \(without initial/.exec(stdout)?.[1];
  if (!rate) throw new Error(`pgbench said: ${stdout}`);
  return Number(rate);
}

/** People with tokens, open offerings, and the yardstick's own two tables. */
async function prepare(database: Client): Promise<string[]> {
  await database.query(`
    CREATE SCHEMA bench;
    CREATE TABLE bench.offering (id int PRIMARY KEY, taken int NOT NULL, capacity int NOT NULL) WITH (fillfactor = 70);
    INSERT INTO bench.offering SELECT n, 0, 100000 FROM generate_series(1, ${OFFERINGS}) n;
    CREATE TABLE bench.enrolment (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      offering_id int NOT NULL REFERENCES bench.offering, at timestamptz NOT NULL DEFAULT clock_timestamp());

    WITH person AS (
      INSERT INTO people.person (given_name, family_name, created_at)
      SELECT 'Bench', n::text, '2026-01-01' FROM generate_series(0, ${PEOPLE - 1}) n RETURNING id, family_name
    )
    INSERT INTO people.api_token (person_id, name, token_hash, created_at)
    SELECT id, 'bench', sha256(convert_to('bench-token-' || family_name, 'UTF8')), '2026-01-01' FROM person;

    INSERT INTO catalogue.course (slug, title, summary, kind, mode, status, published_at, created_at)
    VALUES ('bench', 'Bench', '', 'training', 'in_person', 'published', '2026-01-01', '2026-01-01');
    INSERT INTO catalogue.offering (course_id, status, mode, capacity, starts_at, ends_at, created_at)
    SELECT id, 'published', 'in_person', 100000, '2099-01-01', '2099-01-02', '2026-01-01'
      FROM catalogue.course, generate_series(1, ${OFFERINGS}) WHERE slug = 'bench';
    INSERT INTO catalogue.session (offering_id, starts_at, ends_at)
    SELECT id, starts_at, ends_at FROM catalogue.offering;
    ANALYZE;
  `);
  const { rows } = await database.query<{ id: string }>('SELECT id FROM catalogue.offering');
  return rows.map(({ id }) => id);
}
