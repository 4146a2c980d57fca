import { type Progress, progressBar, readConfig } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { createWebApp } from '../../apps/academie/web-app';
import { type Cost, costOf, onTwoCores } from './cpu';
import { load, type Round } from './load';
import { academieOn, type Filled, filled, openRegisters, query } from './ledger-databases';
import { caughtUp, writers } from './ledger-writers';
import { median, type Server, startServer } from './processes';

const SMALL = '10k';
const LARGE = '1m';
const ROUNDS = 3;
const SECONDS = 2;
const CONNECTIONS = 2;
const CLOSINGS = 15;
const MOST_TIMES = 1.5;
const MOST_MS = 2000;
const WANTED_PER_SECOND = 150;

/**
 * What size does to the targets: pages and closing a register in an academie with 10 thousand marks and in a
 * large one, asked in turn; what the ledger costs those who write marks; and how fast all is counted anew.
 * `npm run bench -- ledger [MARKS] [pages]`, with 1m unless given; 10m is the academie as large as it may become.
 * With `pages` the pages only.
 * With DATABASE_URL the databases are made on that server and used again by the next run.
 */
export default async function ledger([size = LARGE, only]: string[]): Promise<void> {
  const server = process.env.DATABASE_URL ?? '';
  const small = await filled(server, 'ledger_small', SMALL);
  const large = await filled(server, `ledger_${size}`, size);
  console.table(
    [small, large].map(({ name, marks, evidence }) => ({ database: name, marks, evidence })),
  );
  const token = await tokenOf(small.url, large.url);
  const servers = [
    await startServer(['dist/apps/academie/main.js'], 3881, academieOn(small.url)),
    await startServer(['dist/apps/academie/main.js'], 3882, academieOn(large.url)),
  ] as const;
  try {
    await pages(small, large, servers, token);
    await asItRuns(large, token);
    if (only === 'pages') return;
    await closing(small, large, servers, token);
    await writers(large.url, servers[1], token);
  } finally {
    for (const one of servers) await one.stop();
  }
  await countingAnew(large);
}

interface Token {
  authorization: string;
}

/** A token of the administrator that both know. */
async function tokenOf(...urls: string[]): Promise<Token> {
  for (const url of urls)
    await query(
      url,
      `INSERT INTO people.api_token (person_id, name, token_hash, requests_per_minute, created_at)
       SELECT person_id, 'bench', sha256(convert_to('bench-token-ledger', 'UTF8')), 1000000, now()
         FROM people.email_address WHERE address = 'beheer@academie.example'
       ON CONFLICT (token_hash) DO NOTHING`,
    );
  return { authorization: 'Bearer bench-token-ledger' };
}

async function pages(
  small: Filled,
  large: Filled,
  servers: readonly [Server, Server],
  headers: Token,
): Promise<void> {
  const targets = await largestTargets(large.url);
  const lines = [];
  const addresses: { page: string; path?: string; code?: string }[] = [
    { page: 'dashboard', path: '/doelen' },
    ...targets.map(({ code, what }) => ({ page: `target ${code}, ${what}`, code })),
    { page: 'coverage', path: '/doelen/dekking' },
    { page: 'forecast', path: '/doelen/vooruitblik' },
    { page: 'report', path: '/doelen/jaarverslag' },
  ];
  for (const { page, path, code = '' } of addresses) {
    const paths = await Promise.all(
      [small, large].map(async ({ url }) => path ?? `/doelen/${await targetId(url, code)}`),
    );
    const rounds: [Costed, Costed][] = [];
    for (let round = -1; round < ROUNDS; round += 1) {
      const pair = [] as unknown as [Costed, Costed];
      for (const [index, server] of servers.entries())
        pair.push(
          await costOf(server, [small, large][index]!.url, () =>
            load(`${server.url}${paths[index]}`, {
              seconds: SECONDS,
              connections: CONNECTIONS,
              headers: { ...headers },
            }),
          ),
        );
      if (pair.some(({ round: { failures } }) => failures > 0))
        throw new Error(`${page} did not answer`);
      if (round >= 0) rounds.push(pair); // the first one warms up
    }
    const of = (pick: (one: Costed) => number, index: 0 | 1): number =>
      rounded(median(rounds.map((pair) => pick(pair[index]))));
    const both = (pick: (one: Costed) => number): string => `${of(pick, 0)} / ${of(pick, 1)}`;
    lines.push({
      page,
      'median ms': both(({ round }) => round.median),
      'CPU ms, web': both(({ cost }) => cost.web),
      'CPU ms, database': both(({ cost }) => cost.database),
      'times as much': rounded(median(rounds.map(([few, many]) => whole(many) / whole(few)))),
    });
  }
  console.table(lines);
  console.log(`small / large, nothing kept; wanted: at most ${MOST_TIMES} times as much\n`);
}

/** Pages a second of the large academie with the second of memory that it has when it runs (decision 0006). */
async function asItRuns({ url: database }: Filled, headers: Token): Promise<void> {
  const server = await startServer(
    ['dist/apps/academie/main.js'],
    3885,
    academieOn(database, { CACHE_MS: '1000' }),
  );
  const [largest] = await largestTargets(database);
  const target = largest && `/doelen/${await targetId(database, largest.code)}`;
  const lines = [];
  try {
    for (const path of [
      '/doelen',
      target,
      '/doelen/dekking',
      '/doelen/vooruitblik',
      '/doelen/jaarverslag',
    ]) {
      if (!path) continue;
      const ask = (seconds: number): Promise<Round> =>
        load(`${server.url}${path}`, { seconds, connections: 8, headers: { ...headers } });
      await ask(2);
      const { round, cost } = await costOf(server, database, () => ask(SECONDS));
      const { perSecond, median: middle, p99 } = round;
      lines.push({
        page: path,
        'per second': Math.round(perSecond),
        'median ms': middle,
        'p99 ms': p99,
        'CPU ms, web + database': `${rounded(cost.web)} + ${rounded(cost.database)}`,
        'per second on two free cores': onTwoCores(cost),
      });
    }
  } finally {
    await server.stop();
  }
  console.table(lines);
  console.log(`as it runs; wanted: ${WANTED_PER_SECOND} pages a second on two cores\n`);
}

/** Of each kind of target the one that most counts for. */
const largestTargets = (url: string): Promise<{ code: string; what: string }[]> =>
  query(
    url,
    `SELECT code, what FROM (
       SELECT t.code, replace(t.rule->>'type', '_', ' ') AS what, count(*) AS number,
         row_number() OVER (PARTITION BY t.rule->>'type' ORDER BY count(*) DESC, t.code) AS place
       FROM targets.contribution c JOIN targets.target t ON t.id = c.target_id
       JOIN targets.plan p ON p.id = t.plan_id AND p.year = (SELECT max(year) FROM targets.plan)
       WHERE c.uncounted_at IS NULL GROUP BY t.id) s
     WHERE place = 1 AND number > 20 ORDER BY number DESC LIMIT 3`,
  );

async function targetId(url: string, code: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    url,
    `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
      WHERE t.code = $1 ORDER BY p.year DESC LIMIT 1`,
    [code],
  );
  if (!row) throw new Error(`there is no target ${code}`);
  return row.id;
}

/** From the answer to whoever closes a register until the dashboard shows another number. */
async function closing(
  small: Filled,
  large: Filled,
  servers: readonly [Server, Server],
  headers: Token,
): Promise<void> {
  const registers = [
    await openRegisters(small.url, CLOSINGS),
    await openRegisters(large.url, CLOSINGS),
  ];
  const workers = [
    await startServer(['dist/apps/academie/main.js'], 3883, worker(small.url)),
    await startServer(['dist/apps/academie/main.js'], 3884, worker(large.url)),
  ];
  const times: number[][] = [[], []];
  try {
    for (const { url } of [small, large]) await caughtUp(url);
    for (let turn = 0; turn < CLOSINGS; turn += 1)
      for (const [index, { url }] of servers.entries()) {
        const before = await dashboard(url, headers);
        const session = registers[index]?.[turn]?.session ?? '';
        const answer = await fetch(`${url}/api/v1/sessions/${session}/register-closure`, {
          method: 'POST',
          headers: { ...headers },
        });
        if (!answer.ok)
          throw new Error(`closing answered ${answer.status}: ${await answer.text()}`);
        const began = performance.now();
        while ((await dashboard(url, headers)) === before) {
          if (performance.now() - began > 60_000) throw new Error('the dashboard shows nothing');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        times[index]?.push(performance.now() - began);
      }
  } finally {
    for (const one of workers) await one.stop();
  }
  console.table(
    [small, large].map(({ name }, index) => ({
      'register closed, seen on the dashboard': name,
      'median ms': Math.round(median(times[index] ?? [])),
      'slowest ms': Math.round(Math.max(...(times[index] ?? []))),
    })),
  );
  console.log(`wanted: under ${MOST_MS} ms\n`);
}

const worker = (url: string) => academieOn(url, { ACADEMIE_WORKER: '1' });

async function dashboard(url: string, headers: Token): Promise<string> {
  const answer = await fetch(`${url}/doelen`, { headers: { ...headers } });
  const html = await answer.text();
  return html.slice(html.indexOf('<main')).replaceAll(/nonce="[^"]*"|value="[^"]*"/g, '');
}

/** In this process, so that starting one is no part of it. */
async function countingAnew(large: Filled): Promise<void> {
  const app = await createWebApp({
    ...readConfig({ ...process.env, ...academieOn(large.url), DATABASE_TIMEOUT_MS: '600000' }),
    logLevel: 'silent',
  });
  const audit = app.get(LedgerAudit);
  const lines: object[] = [];
  const time = async (what: string, work: (progress: Progress) => Promise<unknown>) => {
    const bar = progressBar(what, 'rows');
    let rows = 0;
    const began = performance.now();
    const result = await work((done, of) => bar(done, (rows = of)));
    const seconds = (performance.now() - began) / 1000;
    const found = Array.isArray(result)
      ? `${result.length} differences`
      : `${String(result)} changed`;
    lines.push({ what, seconds: rounded(seconds), 'rows/s': Math.round(rows / seconds), found });
  };
  await time('nothing differs', (progress) => audit.rebuild(progress));
  await query(large.url, 'TRUNCATE targets.contribution, targets.rollup');
  await time('from nothing', (progress) => audit.rebuild(progress));
  await time('audit', (progress) => audit.audit(progress));
  await app.close();
  console.table(lines);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

interface Costed {
  round: Round;
  cost: Cost;
}

const whole = ({ cost }: Costed): number => cost.web + cost.database;
