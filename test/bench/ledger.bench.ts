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
export default async function ledger(args: string[]): Promise<void> {
  const size = args.find((one) => one !== 'pages') ?? LARGE;
  const server = process.env.DATABASE_URL ?? '';
  const small = await filled(server, 'ledger_small', SMALL);
  const large = await filled(server, `ledger_${size}`, size);
  console.table(
    [small, large].map(({ name, marks, evidence }) => ({ database: name, marks, evidence })),
  );
  const token = await tokenOf(small.url, large.url);
  const addresses = await addressesOf(small.url, large.url);
  const servers = await both(small, large, 3881, 3884);
  try {
    await pages([small, large], servers, addresses, token);
    console.log(
      `10k / ${size}, nothing kept; wanted: at most ${MOST_TIMES} times as much processor time\n`,
    );
    if (args.includes('pages')) {
      for (const one of servers) await one.stop();
      await asItRuns([small, large], addresses, token, size);
      return;
    }
    await closing(small, large, servers, token);
    await writers(large.url, servers[1], token);
  } finally {
    for (const one of servers) await one.stop();
  }
  await asItRuns([small, large], addresses, token, size);
  await countingAnew(large);
}

/** A server on each. The port after that of an academie is for what courses bring along. */
async function both(
  small: Filled,
  large: Filled,
  one: number,
  other: number,
  extra: Record<string, string> = {},
): Promise<readonly [Server, Server]> {
  const start = (url: string, on: number) =>
    startServer(['dist/apps/academie/main.js'], on, academieOn(url, extra));
  return [await start(small.url, one), await start(large.url, other)];
}

/** As `pages`, with the second of memory that they have when they run (decision 0006). */
async function asItRuns(
  databases: readonly [Filled, Filled],
  addresses: readonly Address[],
  token: Token,
  size: string,
): Promise<void> {
  const servers = await both(...databases, 3887, 3893, { CACHE_MS: '1000' });
  try {
    await pages(databases, servers, addresses, token, 8);
  } finally {
    for (const one of servers) await one.stop();
  }
  console.log(
    `10k / ${size}, as it runs; wanted: ${WANTED_PER_SECOND} pages a second on two cores\n`,
  );
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

/** A page, and where each of both has it. */
interface Address {
  page: string;
  paths: readonly [string, string];
}

/** The five pages; the detail is that of the target for which most counts, and of the two after it. */
async function addressesOf(small: string, large: string): Promise<Address[]> {
  const same = (page: string, path: string): Address => ({ page, paths: [path, path] });
  const details: Address[] = [];
  for (const { code, what } of await largestTargets(large))
    details.push({
      page: `detail ${code}, ${what}`,
      paths: [`/doelen/${await targetId(small, code)}`, `/doelen/${await targetId(large, code)}`],
    });
  return [
    same('dashboard', '/doelen'),
    ...details,
    same('coverage', '/doelen/dekking'),
    same('forecast', '/doelen/vooruitblik'),
    same('report', '/doelen/jaarverslag'),
  ];
}

/** Each page of the small and of the large one in turn, so that a busy minute strikes both. */
async function pages(
  databases: readonly [Filled, Filled],
  servers: readonly [Server, Server],
  addresses: readonly Address[],
  token: Token,
  connections = CONNECTIONS,
): Promise<void> {
  const lines = [];
  for (const { page, paths } of addresses) {
    const rounds: [Costed, Costed][] = [];
    for (let round = -1; round < ROUNDS; round += 1) {
      const pair: Costed[] = [];
      for (const [index, server] of servers.entries()) {
        const url = `${server.url}${paths[index]}`;
        const ask = () => load(url, { seconds: SECONDS, connections, headers: { ...token } });
        pair.push(await costOf(server, databases[index]!.url, ask));
      }
      if (round >= 0) rounds.push(pair as [Costed, Costed]); // the first one warms up
    }
    const of = (pick: (one: Costed) => number, index: 0 | 1): number =>
      median(rounds.map((pair) => pick(pair[index])));
    const inBoth = (pick: (one: Costed) => number, show = rounded): string =>
      `${show(of(pick, 0))} / ${show(of(pick, 1))}`;
    const failed = rounds.flat().reduce((sum, { round }) => sum + round.failures, 0);
    if (failed > 0) process.exitCode = 1;
    lines.push({
      page,
      'a second, by HTTP': inBoth(({ round }) => round.perSecond, Math.round),
      'median ms': inBoth(({ round }) => round.median),
      'CPU ms, web': inBoth(({ cost }) => cost.web),
      'CPU ms, database': inBoth(({ cost }) => cost.database),
      'a second on two free cores': inBoth(({ cost }) => onTwoCores(cost), Math.round),
      'times as much': rounded(median(rounds.map(([few, many]) => whole(many) / whole(few)))),
      ...(failed > 0 && { failed }),
    });
  }
  console.table(lines);
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
    await startServer(['dist/apps/academie/main.js'], 3887, worker(small.url)),
    await startServer(['dist/apps/academie/main.js'], 3893, worker(large.url)),
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
