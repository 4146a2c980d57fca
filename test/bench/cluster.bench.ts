import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import { Academie, type Way } from './cluster/academie';
import { type Account, pause } from './cluster/daemon';
import { ensurePackages } from './cluster/packages';
import { Servers } from './cluster/servers';
import { Timeline } from './cluster/timeline';
import { type Write, Writers } from './cluster/writers';
import { ROOT } from './processes';

/** This bench starts servers of its own. */
export const needsNoDatabase = true;

const WRITERS = 8;
const PEOPLE = 150;
const OFFERINGS = 200;
/** Of writing before the failure, and after the first write that succeeded. Seconds. */
const BEFORE_S = 10;
const AFTER_S = 10;
const MOST_S = 15;

/**
 * The academie as it runs on several machines, on this one: a pair of PostgreSQL under Patroni with a synchronous
 * standby, etcd, HAProxy, pgbouncer, two web processes and two workers. People write, the leader is killed, and
 * afterwards each acknowledged write is looked up. Twice: through the pooler without named statements, and straight
 * to HAProxy with them; the second failure takes the server that took over. `npm run bench -- cluster keep` leaves
 * the folder with the logs.
 */
export default async function cluster(args: string[]): Promise<void> {
  const postgres = ensurePackages();
  const account = await accountOf();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'academie-cluster-'));
  fs.chmodSync(folder, 0o755);
  const below = path.join(folder, 'servers');
  fs.mkdirSync(below);
  if (account) fs.chownSync(below, account.uid, account.gid);
  const servers = new Servers(below, account, postgres);
  const academie = new Academie(servers, folder);
  const end = async (): Promise<void> => {
    await academie.stop();
    await servers.stop();
    if (!args.includes('keep')) fs.rmSync(folder, { recursive: true, force: true });
    else console.log(`The logs are in ${folder}`);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().then(() => process.exit(1)));
  try {
    console.error('Starting the pair …');
    await servers.start();
    await ask(servers.url('leader', 'postgres'), 'CREATE DATABASE academie');
    await refusesNames(academie);
    console.error('Loading the demo …');
    const accounts = JSON.parse(await academie.command(['demo:tokens'])) as Accounts;
    const people = JSON.parse(await academie.command(['demo:people', String(PEOPLE)])) as {
      token: string;
    }[];
    const next = await writesOf(servers, people, accounts);
    for (const way of ['pooler', 'leader'] as const) await failover(servers, academie, way, next);
  } finally {
    await end();
  }
}

type Accounts = Record<string, { token: string }>;

/** One failure of the leader under load, and the look at everything after it. */
async function failover(
  servers: Servers,
  academie: Academie,
  way: Way,
  next: () => Write,
): Promise<void> {
  await academie.start(way);
  await servers.untilSynchronous();
  const leader = await servers.leader();
  const survivor = servers.nodes.find((node) => node !== leader);
  if (!leader || !survivor) throw new Error('nobody leads');
  const writers = new Writers(academie.url, WRITERS, next);
  await pause(BEFORE_S * 1000);
  const timeline = new Timeline(survivor, academie.webUrls);
  timeline.add(`${leader.name}, the leader, is killed with its Patroni`);
  await servers.pullPlug(leader);
  await untilWritten(writers, timeline.start);
  await pause(AFTER_S * 1000);
  leader.patroni.start();
  timeline.add(`${leader.name} is started again`);
  await servers.untilSynchronous();
  timeline.add(`${leader.name} follows in step`);
  await pause(2000);
  await writers.stop();
  const moments = await timeline.stop();
  await report(servers, academie, way, writers, moments, timeline.start);
  await academie.stop();
}

async function untilWritten(writers: Writers, since: number): Promise<void> {
  // A write that was under way when the plug was pulled may still be acknowledged.
  const isNew = (): boolean =>
    writers.acknowledged.some(({ at, refused }) => at > since + 100 && refused.length > 0);
  for (let tries = 0; tries < 600 && !isNew(); tries += 1) await pause(100);
}

async function report(
  servers: Servers,
  academie: Academie,
  way: Way,
  writers: Writers,
  moments: { ms: number; what: string }[],
  began: number,
): Promise<void> {
  const done = writers.acknowledged.map(({ at }) => at - began).sort((a, b) => a - b);
  const gap = longestGap(done);
  console.log(`\nFailover, ${way === 'pooler' ? 'through pgbouncer' : 'straight to HAProxy'}`);
  console.table(
    [
      ...moments,
      { ms: gap.from, what: 'last write acknowledged' },
      { ms: gap.to, what: 'first write acknowledged again' },
    ].sort((a, b) => a.ms - b.ms),
  );
  await untilQuiet(servers);
  const lost = await missing(servers, writers);
  const audit = await passes(academie, ['ledger:audit']);
  const journal = await passes(academie, ['journal:verify']);
  const seconds = (gap.to - gap.from) / 1000;
  console.table([
    { what: 'writes acknowledged', is: done.length, wanted: '' },
    { what: 'acknowledged and lost', is: lost.lost, wanted: 0 },
    { what: 'refused and yet stored', is: lost.stored, wanted: 0 },
    ...counted(writers.sent.flatMap(({ refused }) => refused)).map(([what, is]) => ({
      what: `answered ${what}`,
      is,
      wanted: /^(503|409)/.test(what) ? '' : 0,
    })),
    { what: 'seconds without a write', is: Number(seconds.toFixed(1)), wanted: `<= ${MOST_S}` },
    { what: 'ledger:audit', is: audit, wanted: 'clean' },
    { what: 'journal:verify', is: journal, wanted: 'clean' },
  ]);
  const isGood =
    lost.lost + lost.stored + writers.faults.length === 0 &&
    seconds <= MOST_S &&
    [audit, journal].every((is) => is === 'clean');
  if (!isGood) process.exitCode = 1;
}

function counted(list: readonly string[]): [what: string, count: number][] {
  const counts = new Map<string, number>();
  for (const what of list) counts.set(what, (counts.get(what) ?? 0) + 1);
  return [...counts];
}

/** The longest time between two acknowledged writes, in milliseconds from the failure. */
function longestGap(times: readonly number[]): { from: number; to: number } {
  let gap = { from: 0, to: 0 };
  times.forEach((to, nth) => {
    const from = times[nth - 1] ?? to;
    if (to - from > gap.to - gap.from) gap = { from: Math.round(from), to: Math.round(to) };
  });
  return gap;
}

/** Looks up every write: those that were acknowledged, and those of which it was said that nothing was stored. */
async function missing(
  servers: Servers,
  { sent }: Writers,
): Promise<{ lost: number; stored: number }> {
  const ids = sent.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const [found] = await ask<{ lost: string }>(
    servers.url('leader'),
    `SELECT count(*) AS lost FROM unnest($1::uuid[]) AS acknowledged (id)
      WHERE NOT EXISTS (SELECT 1 FROM enrolment.enrolment e WHERE e.id = acknowledged.id)
        AND NOT EXISTS (SELECT 1 FROM acts.act a WHERE a.id = acknowledged.id)
         OR NOT EXISTS (SELECT 1 FROM platform.journal j WHERE j.subject_id = acknowledged.id)`,
    [ids],
  );
  const refused = sent.filter(({ id }) => id === undefined);
  const [kept] = await ask<{ stored: string }>(
    servers.url('leader'),
    `SELECT (SELECT count(*) FROM acts.act WHERE reference = ANY ($1))
          + (SELECT count(*) FROM unnest($2::text[], $3::uuid[]) AS gone (token, offering)
               JOIN people.api_token t ON t.token_hash = sha256(convert_to(gone.token, 'UTF8'))
               JOIN enrolment.enrolment e ON e.person_id = t.person_id AND e.offering_id = gone.offering) AS stored`,
    [
      refused.flatMap(({ body }) => ('reference' in body ? [body.reference] : [])),
      ...enrolmentsOf(refused),
    ],
  );
  return { lost: Number(found?.lost), stored: Number(kept?.stored) };
}

function enrolmentsOf(writes: readonly Write[]): [tokens: string[], offerings: string[]] {
  const found = writes.flatMap(({ path, token }) => {
    const offering = /offerings\/([^/]+)\//.exec(path)?.[1];
    return offering ? [{ token, offering }] : [];
  });
  return [found.map(({ token }) => token), found.map(({ offering }) => offering)];
}

/** An endless row of writes that have not been sent yet: enrolments, and every tenth time a control. */
async function writesOf(
  servers: Servers,
  people: readonly { token: string }[],
  accounts: Accounts,
): Promise<() => Write> {
  const offerings = await ask<{ id: string }>(servers.url('leader'), OFFERINGS_SQL);
  const [haarlem] = await ask<{ id: string }>(
    servers.url('leader'),
    `SELECT id FROM people.organisation WHERE code = 'haarlem'`,
  );
  let nth = 0;
  return () => {
    nth += 1;
    if (nth % 10 === 0)
      return {
        path: '/api/v1/acts',
        token: accounts.administrator?.token ?? '',
        body: {
          ...{ kind: 'btp_control', team: 'kennemerland', subkind: 'hotel' },
          occurredOn: '2026-03-02',
          organisationIds: [haarlem?.id],
          reference: `CLUSTER-${nth}`,
        },
      };
    const offering = offerings[nth % offerings.length];
    const person = people[Math.floor(nth / offerings.length) % people.length];
    return {
      path: `/api/v1/offerings/${offering?.id}/enrolments`,
      token: person?.token ?? '',
      body: {},
    };
  };
}

const OFFERINGS_SQL = `
  WITH course AS (
    INSERT INTO catalogue.course (slug, title, summary, kind, mode, status, published_at, created_at)
    VALUES ('bench', 'Bench', '', 'training', 'in_person', 'published', '2026-01-01', '2026-01-01') RETURNING id
  ), offering AS (
    INSERT INTO catalogue.offering (course_id, status, mode, capacity, starts_at, ends_at, created_at)
    SELECT id, 'published', 'in_person', 1000, timestamptz '2099-01-01' + n * interval '2 days',
           timestamptz '2099-01-01' + n * interval '2 days' + interval '3 hours', '2026-01-01'
      FROM course, generate_series(1, ${OFFERINGS}) n RETURNING id, starts_at, ends_at
  ), session AS (
    INSERT INTO catalogue.session (offering_id, starts_at, ends_at) SELECT id, starts_at, ends_at FROM offering
  ) SELECT id FROM offering`;

async function untilQuiet(servers: Servers): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const waiting = await ask(
      servers.url('leader'),
      'SELECT 1 FROM platform.journal_pending LIMIT 1',
    );
    if (waiting.length === 0) return;
    await pause(500);
  }
  throw new Error('events still wait after two minutes');
}

/** A start with named statements behind a pooler that does not know them is told so. */
async function refusesNames(academie: Academie): Promise<void> {
  const told = await academie
    .command(['migrate'], 'pooler', { DATABASE_NAMED_STATEMENTS: '1' })
    .catch(said);
  console.log(`A start with named statements behind this pgbouncer: ${told.trim()}`);
}

/** What a command that failed said. */
const said = (error: unknown): string => {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return stdout + stderr;
};

const passes = (academie: Academie, args: string[]): Promise<string> =>
  academie.command(args).then(
    () => 'clean',
    (error: unknown) => said(error).slice(-300),
  );

async function ask<T>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** PostgreSQL does not run as root. */
async function accountOf(): Promise<Account> {
  const { accountForPostgres } = (await import(
    path.join(ROOT, 'scripts/postgres/account.mjs')
  )) as { accountForPostgres: () => Account };
  return accountForPostgres();
}
