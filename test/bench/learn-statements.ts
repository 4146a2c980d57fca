import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { cmi5, packageOf } from '../elearning/given-package';
import { CONTENT_HOST } from './learn.bench';
import { type Bench, versionOf } from './learn-data';
import { publishPackage } from './learn-upload';
import { sendAll } from './load';
import { median } from './processes';

const SIZES = [10_000, 100_000, 1_000_000, 5_000_000];
/** Statements of one learner in one course. */
const EACH = 500;
/** Learners who are asked about, spread over all. */
const ASKED = 20;
const AMOUNT = 300;
const ROUNDS = 5;
const MOST = 1.5;
const SECRET = Buffer.from('bench-secret-of-a-session').toString('base64');
const ACTIVITY = 'https://maker.example/activity/7';
const VERB = 'http://adlnet.gov/expapi/verbs/experienced';

/**
 * The statements of a learner by agent, by verb, by activity and since a moment, while the store grows. Learners have
 * 500 statements each, as a session of cmi5 sees only those of its own registration.
 */
export async function statementQueries(bench: Bench): Promise<void> {
  const { academie, database, args } = bench;
  const most = Number(args.find((arg) => /^\d+$/.test(arg)) ?? SIZES.at(-1));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'learn-bench-'));
  const file = path.join(folder, 'cmi5.zip');
  fs.writeFileSync(file, packageOf(cmi5([{}]), ['au.html']));
  const packageId = await publishPackage(bench, 'bench-cmi5', file);
  fs.rmSync(folder, { recursive: true });
  const { versionId, keys } = await versionOf(database, 'bench-cmi5');
  const medians: Record<string, number>[] = [];
  let there = 0;
  for (const size of SIZES.filter((one) => one <= most)) {
    await addStatements(database, packageId, there, size);
    there = size;
    const asked = await launches(database, { packageId, versionId, key: keys[0]!, size });
    const row: Record<string, number> = { statements: size };
    for (const [what, query] of Object.entries(queriesOf(asked))) {
      const times: number[] = [];
      for (let round = -1; round < ROUNDS; round += 1) {
        const perSecond = await sendAll(academie.url, {
          amount: AMOUNT,
          connections: 1,
          request: query,
        });
        if (round >= 0) times.push(1000 / perSecond);
      }
      row[what] = Number(median(times).toFixed(2));
    }
    medians.push(row);
    console.table(medians);
  }
  const [first, last] = [medians[0]!, medians.at(-1)!];
  const ratios = Object.keys(first)
    .filter((what) => what !== 'statements')
    .map((what) => `${what} ${((last[what] ?? 0) / (first[what] ?? 1)).toFixed(2)}`);
  console.log(
    `Milliseconds for one query; from ${first.statements} to ${last.statements} statements the times go ` +
      `${ratios.join(', ')} (wanted: at most ${MOST})\n`,
  );
}

type Asked = { token: string; account: object }[];

function queriesOf(asked: Asked) {
  const all = (query: (one: Asked[0]) => Record<string, string>) =>
    asked.map((one) => ({
      method: 'GET' as const,
      path: `/l/${one.token}/xapi/statements?${new URLSearchParams({ limit: '20', ...query(one) }).toString()}`,
      headers: {
        host: CONTENT_HOST,
        authorization: `Basic ${SECRET}`,
        'x-experience-api-version': '1.0.3',
      },
    }));
  return {
    agent: all(({ account }) => ({ agent: JSON.stringify({ account }) })),
    verb: all(() => ({ verb: VERB })),
    activity: all(() => ({ activity: ACTIVITY })),
    since: all(() => ({ since: '2026-02-01T00:00:00Z', ascending: 'true' })),
  };
}

/** Statements from this number to that one, with the learners they are of. */
async function addStatements(
  database: Bench['database'],
  packageId: string,
  from: number,
  to: number,
): Promise<void> {
  const learners = [from / EACH + 1, to / EACH];
  await database.query(
    `INSERT INTO people.person (given_name, family_name, created_at)
     SELECT 'Statement', n::text, '2026-01-01' FROM generate_series($1::int, $2::int) n`,
    learners,
  );
  await database.query(
    `INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at)
     SELECT o.id, p.id, 'enrolled', 'self', '2026-01-01', '2026-01-01'
       FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id, people.person p
      WHERE c.slug = 'bench-cmi5' AND p.given_name = 'Statement'
        AND p.family_name::int BETWEEN $1 AND $2`,
    learners,
  );
  await database.query(
    `INSERT INTO elearning.registration (enrolment_id, package_id, actor, created_at)
     SELECT e.id, $3, jsonb_build_object('objectType', 'Agent', 'account',
              jsonb_build_object('homePage', 'https://academie.example', 'name', e.id)), '2026-01-01'
       FROM enrolment.enrolment e JOIN people.person p ON p.id = e.person_id
      WHERE p.given_name = 'Statement' AND p.family_name::int BETWEEN $1 AND $2`,
    [...learners, packageId],
  );
  // As they come in reality: the statements of many learners through each other.
  await database.query(
    `INSERT INTO elearning.statement (id, registration_id, verb, data, stored_at)
     SELECT gen_random_uuid(), r.id, v.verb, jsonb_build_object(
              'id', gen_random_uuid(), 'actor', r.actor, 'verb', jsonb_build_object('id', v.verb),
              'object', jsonb_build_object('objectType', 'Activity', 'id',
                'https://maker.example/activity/' || n % 20),
              'context', jsonb_build_object('registration', r.id, 'contextActivities',
                '{"grouping": [{"id": "https://maker.example/course"}]}'::jsonb),
              'timestamp', moment.at, 'stored', moment.at, 'version', '1.0.0'), moment.at
       FROM generate_series(1, ${EACH}) n
       CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01' + n * interval '2 hours' AS at) moment
       CROSS JOIN LATERAL (SELECT 'http://adlnet.gov/expapi/verbs/' ||
         (ARRAY['experienced', 'answered', 'interacted', 'progressed', 'attempted'])[1 + n % 5] AS verb) v
       CROSS JOIN elearning.registration r
       JOIN enrolment.enrolment e ON e.id = r.enrolment_id JOIN people.person p ON p.id = e.person_id
      WHERE p.given_name = 'Statement' AND p.family_name::int BETWEEN $1 AND $2`,
    learners,
  );
  await database.query('VACUUM ANALYZE elearning.statement');
  await database.query('ANALYZE elearning.registration');
}

/** Sessions of learners spread over all that are there. */
async function launches(
  database: Bench['database'],
  {
    packageId,
    versionId,
    key,
    size,
  }: { packageId: string; versionId: string; key: string; size: number },
): Promise<Asked> {
  const { rows } = await database.query<{
    registration: string;
    enrolment: string;
    account: object;
  }>(
    `SELECT r.id AS registration, r.enrolment_id AS enrolment, r.actor -> 'account' AS account
       FROM elearning.registration r JOIN enrolment.enrolment e ON e.id = r.enrolment_id
       JOIN people.person p ON p.id = e.person_id
      WHERE p.given_name = 'Statement' AND p.family_name::int % $1 = 0 ORDER BY p.family_name::int LIMIT ${ASKED}`,
    [size / EACH / ASKED],
  );
  const asked = rows.map(({ account }, nth) => ({
    token: `${'x'.repeat(28)}${String(size).padStart(10, '0')}${String(nth).padStart(5, '0')}`,
    account,
  }));
  const sent = [asked.map(({ token }) => token), rows.map(({ enrolment }) => enrolment)];
  await database.query(
    `INSERT INTO elearning.launch (token_hash, enrolment_id, version_id, lesson_key, package_id, created_at, expires_at)
     SELECT encode(sha256(convert_to(t.token, 'UTF8')), 'hex'), t.enrolment, $3, $4, $5, now(), now() + interval '1 hour'
       FROM unnest($1::text[], $2::uuid[]) AS t (token, enrolment)`,
    [...sent, versionId, key, packageId],
  );
  await database.query(
    `INSERT INTO elearning.au_session (registration_id, item, mode, auth_hash, launched_at, last_at, initialized_at)
     SELECT r.id, (SELECT i ->> 'key' FROM elearning.package p, jsonb_array_elements(p.items) i
                    WHERE p.id = r.package_id AND i ->> 'kind' = 'au' LIMIT 1), 'Normal', encode(sha256(convert_to($2, 'UTF8')), 'hex'), now(), now(), now()
       FROM unnest($1::uuid[]) AS t (id) JOIN elearning.registration r ON r.id = t.id
     ON CONFLICT DO NOTHING`,
    [rows.map(({ registration }) => registration), SECRET],
  );
  return asked;
}
