import { Client } from 'pg';

import { dutchXlsx } from '@academie/platform';

import { Bystander, type Waits } from './bystander';
import { completionsOf, copy, everythingOf, type Ids, NOW } from './import-copy';
import { median, type Server, startServer } from './processes';

const ROUNDS = 3;
const WANTED = 20_000;
const TOKEN = { authorization: 'Bearer bench-token-import' };
const HEADER = 'E-mailadres;Voornaam;Achternaam;Organisatie;Begonnen op;Afgerond op';

/** Seconds that one list of each kind took, by what was done. */
type Round = Record<string, number>;

/** How long the process that answers pages did nothing else, in milliseconds: the longest of all rounds, by its work. */
const holds = new Map<string, number>();
/** How long the change of somebody else took meanwhile, by the same: the last round. */
const waits = new Map<string, Waits>();

/**
 * A list of 100,000 completions of a course elsewhere, sent as a CSV to an academie that is web and worker
 * in one: how many rows a second it tries and imports, of people nobody knew and of people it knows, beside
 * COPY into the table of completions and into all tables that an import writes. Then the same list as a workbook, and
 * for how long at most the process held up everybody else, and how long a change of
 * somebody else took, of which one began each tenth of a second. `npm run bench -- import 10000 1` takes another number of
 * rows, and one round.
 */
export default async function importing([count, times]: string[]): Promise<void> {
  const rows = Number(count ?? 100_000);
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const database = new Client(databaseUrl);
  await database.connect();
  const ids = await prepare(database);
  const academie = await startServer(['dist/apps/academie/main.js'], 3876, {
    ACADEMIE_URL: 'http://127.0.0.1:3876',
    SMTP_URL: 'smtp://127.0.0.1:1',
    ACADEMIE_WORKER: '1',
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
  });
  const others = await Bystander.start(database, academie.url);
  try {
    const rounds: Round[] = [];
    for (let round = -1; round < Number(times ?? ROUNDS); round += 1) {
      const took = await oneRound(academie, others, database, databaseUrl, ids, rows, round + 1);
      if (round >= 0) rounds.push(took); // the first one warms up
    }
    print(rounds, rows);
  } finally {
    others.stop();
    await others.since();
    await academie.stop();
    await database.end();
  }
}

async function oneRound(
  academie: Server,
  others: Bystander,
  database: Client,
  databaseUrl: string,
  ids: Ids,
  rows: number,
  round: number,
): Promise<Round> {
  const enrolments = await enrolled(database, ids, rows);
  const completions = copy(databaseUrl, completionsOf(ids, enrolments));
  const everything = copy(databaseUrl, everythingOf(ids, rows));
  const list = listOf(rows, round);
  const strangers = await send(academie, others, database, csvOf(list), 'bench');
  const known = await send(academie, others, database, csvOf(list), 'bench-other');
  const workbook = await send(academie, others, database, await workbookOf(list), 'bench-third');
  return {
    'COPY into completions': completions,
    'COPY into all tables of an import': everything,
    'dry run, people nobody knew': strangers.tried,
    'import, people nobody knew': strangers.imported,
    'ledger, after it': strangers.counted,
    'dry run, people it knows': known.tried,
    'import, people it knows': known.imported,
    'dry run of a workbook': workbook.tried,
  };
}

function print(rounds: Round[], rows: number): void {
  const names = Object.keys(rounds[0] ?? {});
  const rate = (name: string): number => rows / median(rounds.map((round) => round[name] ?? 0));
  const ratio = (name: string, to: string): number =>
    median(rounds.map((round) => (round[to] ?? 0) / (round[name] ?? 1)));
  console.table(
    names.map((name) => ({
      what: name,
      seconds: Number((rows / rate(name)).toFixed(2)),
      'rows/s': Math.round(rate(name)),
      [`of ${WANTED}`]: Number((rate(name) / WANTED).toFixed(2)),
      'of COPY into completions': Number(ratio(name, 'COPY into completions').toFixed(2)),
      'of COPY into all': Number(ratio(name, 'COPY into all tables of an import').toFixed(2)),
    })),
  );
  console.table(
    [...holds].map(([what, ms]) => {
      const { changes, ...took } = waits.get(what) ?? { changes: 0 };
      return { what, 'longest hold in ms': Math.round(ms), 'changes of others': changes, ...took };
    }),
  );
}

/** Sends a list, has it tried, says yes and waits until the ledger has counted it. Seconds of each. */
async function send(
  academie: Server,
  others: Bystander,
  database: Client,
  list: File,
  course: string,
): Promise<{ tried: number; imported: number; counted: number }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    ...{ kind: 'participants', source: 'bench', dryRun: 'true' },
    course,
  }))
    form.set(name, value);
  form.set('file', list);
  const call = async (path: string, method = 'GET', body?: FormData): Promise<Found> => {
    const answer = await fetch(`${academie.url}/api/v1/imports${path}`, {
      method,
      // Between two lists the academie gives up a connection that is kept.
      headers: { ...TOKEN, connection: 'close' },
      ...(body && { body }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Found;
  };
  const until = async (id: string, state: string): Promise<void> => {
    for (;;) {
      const found = await call(`/${id}`);
      if (found.state === state) {
        if (found.rejected + found.matched > 0) throw new Error('not every row was new');
        return;
      }
      await pause(20);
    }
  };
  const kind = list.name.endsWith('.xlsx') ? 'workbook' : 'CSV';
  await longestHold(academie);
  await others.since();
  const keep = async (step: string): Promise<void> => {
    await keepHold(academie, `${kind}, ${step}`);
    waits.set(`${kind}, ${step}`, await others.since());
  };
  const began = performance.now();
  const { id } = await call('', 'POST', form);
  await keep('taking it in');
  await until(id, 'tried');
  await keep('dry run');
  const tried = performance.now();
  await call(`/${id}/confirmation`, 'POST');
  await until(id, 'finished');
  await keep('import');
  const imported = performance.now();
  for (;;) {
    const { rows } = await database.query('SELECT 1 FROM platform.journal_pending LIMIT 1');
    if (rows.length === 0) break;
    await pause(50);
  }
  await keep('ledger');
  const counted = performance.now();
  return {
    tried: (tried - began) / 1000,
    imported: (imported - tried) / 1000,
    counted: (counted - imported) / 1000,
  };
}

async function keepHold(academie: Server, what: string): Promise<void> {
  holds.set(what, Math.max(holds.get(what) ?? 0, await longestHold(academie)));
}

/** The longest hold of the event loop since it was asked last, in milliseconds; the clock behind it ticks every ten. */
async function longestHold(academie: Server): Promise<number> {
  const answer = await fetch(`${academie.url}/metrics`, { headers: { connection: 'close' } });
  const metrics = await answer.text();
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1]) * 1000;
}

interface Found {
  id: string;
  state: string;
  rejected: number;
  matched: number;
}

const listOf = (rows: number, round: number): string[][] => [
  HEADER.split(';'),
  ...Array.from({ length: rows }, (_, nth) => [
    `iemand-${round}-${nth}@elders.example`,
    `Iemand${nth}`,
    `van Ronde ${round}`,
    'Gemeente Voorbeeld',
    '03-02-2026',
    '20-02-2026',
  ]),
];

const csvOf = (list: string[][]): File =>
  new File([list.map((row) => row.join(';')).join('\r\n')], 'lijst.csv');

async function workbookOf([header = [], ...rows]: string[][]): Promise<File> {
  return new File([new Uint8Array(await dutchXlsx('Lijst', header, rows))], 'lijst.xlsx');
}

/** People who take part in a course elsewhere and have not completed it. */
async function enrolled(
  database: Client,
  ids: Ids,
  rows: number,
): Promise<{ id: string; person: string }[]> {
  const { rows: found } = await database.query<{ id: string; person: string }>(
    `WITH offering AS (
       INSERT INTO catalogue.offering (course_id, status, mode, capacity, created_at)
       VALUES ($1, 'inactive', 'self_paced', 100000, $3) RETURNING id
     ), person AS (
       INSERT INTO people.person (given_name, family_name, status, created_at)
       SELECT 'Bench', n::text, 'guest', $3::timestamptz FROM generate_series(1, $2::integer) n RETURNING id
     )
     INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at)
     SELECT offering.id, person.id, 'enrolled', 'import', $3, $3 FROM offering, person
     RETURNING id, person_id AS person`,
    [ids.course, rows, NOW],
  );
  await database.query('ANALYZE');
  return found;
}

/** An administrator with a second factor and a token, an organisation and two courses elsewhere. */
async function prepare(database: Client): Promise<Ids> {
  const { rows } = await database.query<Ids>(`
    WITH person AS (
      INSERT INTO people.person (given_name, family_name, created_at) VALUES ('Bench', 'de Tester', '2026-01-01') RETURNING id
    ), token AS (
      INSERT INTO people.api_token (person_id, name, token_hash, scopes, created_at)
      SELECT id, 'bench', sha256(convert_to('bench-token-import', 'UTF8')), '{read,write}', '2026-01-01' FROM person
    ), factor AS (
      INSERT INTO people.totp (person_id, secret, is_sealed, made_at, confirmed_at)
      SELECT id, '\\x00', false, '2026-01-01', '2026-01-01' FROM person
    ), role AS (
      INSERT INTO people.role_grant (person_id, role, scope_kind, granted_at)
      SELECT id, 'administrator', 'platform', '2026-01-01' FROM person
    ), organisation AS (
      INSERT INTO people.organisation (code, name, short_name, kind, cbs_code, safety_region)
      VALUES ('bench', 'Gemeente Voorbeeld', 'Voorbeeld', 'municipality', '9999', 'Kennemerland') RETURNING id
    ), course AS (
      INSERT INTO catalogue.course (slug, title, summary, kind, mode, status, published_at, created_at)
      SELECT slug, slug, '', 'e_learning', 'self_paced', 'published', '2026-01-01', '2026-01-01'
        FROM unnest('{bench,bench-other,bench-third}'::text[]) AS slug RETURNING id, slug
    )
    SELECT person.id AS person, organisation.id AS organisation, course.id AS course
      FROM person, organisation, course WHERE course.slug = 'bench'`);
  return rows[0] as Ids;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
