import { Client } from 'pg';

import { type Cost, costOf } from './cpu';
import { load } from './load';
import { median, type Server, startServer } from './processes';
import { prepare, registerOf, SMALL, TOKEN } from './register-data';

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 16;
const WANTED = 1.3;

/** One round: what was answered, and what each answer took of a core in the web, the database and the generator. */
interface Side extends Cost {
  perSecond: number;
  generator: number;
}

/**
 * Two web processes, as `academie serve --processes 2` starts them, against one, asked in turn within a run. Both have
 * the same two cores, on which PostgreSQL and the load generator run too: what the generator takes is told beside.
 */
export default async function processes(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const database = new Client(databaseUrl);
  await database.connect();
  await prepare(database);
  const { session } = await registerOf(database, SMALL);
  const one = await serve(databaseUrl, 3881, 1);
  const two = await serve(databaseUrl, 3883, 2);
  try {
    for (const path of ['/aanbod', `/lesgeven/sessies/${session}`])
      await compare(path, databaseUrl, one, two);
  } finally {
    await Promise.all([one.stop(), two.stop(), database.end()]);
  }
}

const serve = (databaseUrl: string, port: number, processes: number): Promise<Server> =>
  startServer(['dist/apps/academie/cli.js', 'serve', '--processes', String(processes)], port, {
    ACADEMIE_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: 'smtp://127.0.0.1:1',
    ACADEMIE_WORKER: '0',
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
  });

async function compare(path: string, databaseUrl: string, one: Server, two: Server): Promise<void> {
  const sides: [Side, Side][] = [];
  // The first rounds warm up: each process compiles for itself what it does often, and the second of two comes up.
  for (let round = -3; round < ROUNDS; round += 1) {
    const pair: [Side, Side] = [
      await ask(one, path, databaseUrl),
      await ask(two, path, databaseUrl),
    ];
    if (round >= 0) sides.push(pair);
  }
  const of = (place: 0 | 1, what: keyof Side): number =>
    median(sides.map((pair) => pair[place][what]));
  console.table(
    ([0, 1] as const).map((place) => ({
      page: path.replace(/[0-9a-f-]{36}/, '…'),
      processes: place + 1,
      'per second': Math.round(of(place, 'perSecond')),
      'web ms': of(place, 'web').toFixed(2),
      'database ms': of(place, 'database').toFixed(2),
      'generator ms': of(place, 'generator').toFixed(2),
      'per second on two free cores': Math.round(
        median(sides.map((pair) => most(pair[place], place + 1))),
      ),
    })),
  );
  const measured = median(sides.map(([a, b]) => b.perSecond / a.perSecond));
  const reckoned = median(sides.map(([a, b]) => most(b, 2) / most(a, 1)));
  console.log(
    `${path}: two processes answer ${measured.toFixed(2)} times what one does; by what they cost it is ` +
      `${reckoned.toFixed(2)} on two cores with nothing else on them (wanted: ${WANTED})\n`,
  );
}

/** What so many processes can answer a second on two cores: one process has no more than one of them. */
const most = ({ web, database, generator }: Side, processes: number): number =>
  Math.min((1000 * processes) / web, 2000 / (web + database + generator));

async function ask(server: Server, path: string, databaseUrl: string): Promise<Side> {
  let generator = 0;
  const { round, cost } = await costOf(server, databaseUrl, async () => {
    const before = process.cpuUsage();
    const done = await load(`${server.url}${path}`, {
      seconds: SECONDS,
      connections: CONNECTIONS,
      headers: TOKEN,
    });
    const { user, system } = process.cpuUsage(before);
    generator = (user + system) / 1000 / (done.perSecond * SECONDS);
    return done;
  });
  if (round.failures > 0) throw new Error(`${path} failed ${round.failures} times`);
  return { ...cost, perSecond: round.perSecond, generator };
}
