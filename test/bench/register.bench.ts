import { spawnSync } from 'node:child_process';

import { Client } from 'pg';

import { newId } from '@academie/platform';

import { closings } from './closing';
import { type Cost, costOf, onTwoCores } from './cpu';
import { load } from './load';
import { type OpenRegister, saveMarks } from './marks';
import { median, type Server, startServer } from './processes';
import { LARGE, PEOPLE, prepare, REGISTERS, registerOf, SMALL, TOKEN } from './register-data';

const ROUNDS = 7;
const SECONDS = 3;
const CONNECTIONS = 4;
/** Calls in a round, each of 200 marks. */
const CALLS = 400;
/** What Moodle 4.5 does on these two cores: saves of 200 marks a second. */
const MOODLE = 15;

/**
 * The register of a trainer: how it opens with 500 people against 50, what closing 500 costs the database, and how
 * many marks it takes in, in calls of 200 over HTTP and against COPY into the same table.
 */
export default async function register(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const database = new Client(databaseUrl);
  await database.connect();
  await prepare(database);
  const academie = await startServer(['dist/apps/academie/main.js'], 3875, {
    ACADEMIE_URL: 'http://127.0.0.1:3875',
    SMTP_URL: 'smtp://127.0.0.1:1',
    ACADEMIE_WORKER: '0',
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
  });
  try {
    await opening(
      academie,
      databaseUrl,
      await registerOf(database, SMALL),
      await registerOf(database, LARGE),
    );
    await marking(academie, database, databaseUrl);
    await closings(databaseUrl, LARGE);
  } finally {
    await academie.stop();
    await database.end();
  }
}

async function opening(
  academie: Server,
  databaseUrl: string,
  small: OpenRegister,
  large: OpenRegister,
): Promise<void> {
  for (const [what, path] of [
    ['page', (id: string) => `/lesgeven/sessies/${id}`],
    ['API', (id: string) => `/api/v1/sessions/${id}/register`],
  ] as const) {
    const ask = (one: OpenRegister) =>
      load(`${academie.url}${path(one.session)}`, {
        seconds: SECONDS,
        connections: CONNECTIONS,
        headers: TOKEN,
      });
    const rounds: [number, number][] = [];
    const rates: [number, number][] = [];
    const costs: [Cost, Cost][] = [];
    for (let round = -1; round < ROUNDS; round += 1) {
      const [one, other] = [
        await costOf(academie, databaseUrl, () => ask(small)),
        await costOf(academie, databaseUrl, () => ask(large)),
      ];
      const [few, many] = [one.round, other.round];
      if (few.failures + many.failures > 0) throw new Error('a register did not open');
      if (round < 0) continue; // the first one warms up
      rounds.push([few.p99, many.p99]);
      rates.push([few.perSecond, many.perSecond]);
      costs.push([one.cost, other.cost]);
    }
    console.table(
      [SMALL, LARGE].map((people, index) => ({
        register: `${what}, ${people} people`,
        'p99 ms': median(rounds.map((pair) => pair[index] ?? 0)),
        'per second': Math.round(median(rates.map((pair) => pair[index] ?? 0))),
        'per second on two free cores': median(
          costs.map((pair) => onTwoCores(pair[index] ?? pair[0])),
        ),
      })),
    );
    const ratio = median(rounds.map(([few, many]) => many / few));
    const wanted = what === 'page' ? 'wanted: under 1.6' : 'the whole list; not paged';
    console.log(
      `${what} of ${LARGE} opens in ${ratio.toFixed(2)} times that of ${SMALL} (${wanted})\n`,
    );
  }
}

async function marking(academie: Server, database: Client, databaseUrl: string): Promise<void> {
  const registers = await Promise.all(
    Array.from({ length: REGISTERS }, (_, index) => registerOf(database, PEOPLE, index)),
  );
  const ours: number[] = [];
  const costs: Cost[] = [];
  const copies: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const { round: saved, cost } = await costOf(academie, databaseUrl, async () => ({
      perSecond: await saveMarks({
        url: academie.url,
        headers: TOKEN,
        registers,
        calls: CALLS,
        connections: CONNECTIONS,
      }),
      answered: CALLS,
      failures: 0,
    }));
    const copied = copy(databaseUrl, registers);
    if (round < 0) continue;
    ours.push(saved.perSecond);
    costs.push(cost);
    copies.push(copied);
  }
  const perSecond = median(ours);
  const share = median(ours.map((saves, round) => (saves * PEOPLE) / (copies[round] ?? 1)));
  console.table([
    { what: `saves of ${PEOPLE} marks over HTTP`, 'per second': Math.round(perSecond) },
    { what: 'marks over HTTP', 'per second': Math.round(perSecond * PEOPLE) },
    {
      what: 'marks by COPY, same table, keys and checks',
      'per second': Math.round(median(copies)),
    },
  ]);
  console.log(
    `saves of ${PEOPLE} marks: web ${median(costs.map(({ web }) => web)).toFixed(1)} ms, database ` +
      `${median(costs.map(({ database }) => database)).toFixed(1)} ms of processor time: ` +
      `${median(costs.map(onTwoCores))} a second on two free cores (wanted: 150)`,
  );
  console.log(`${(perSecond / MOODLE).toFixed(1)} times Moodle's ${MOODLE} saves (wanted: 10)`);
  console.log(`${Math.round(share * 100)} % of COPY (wanted: 30)\n`);
}

/** Rows per second that COPY brings into the table of marks, with all its keys and checks. */
function copy(databaseUrl: string, registers: OpenRegister[]): number {
  const at = new Date().toISOString();
  const lines = Array.from({ length: 5 }, () => registers)
    .flat()
    .flatMap(({ session, enrolments }) =>
      enrolments.map((id) => `${newId()}\t${session}\t${id}\tpresent\ttrainer\t${at}\t${at}`),
    );
  const began = performance.now();
  const { status, stderr } = spawnSync(
    'psql',
    [
      databaseUrl,
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      `COPY attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at) FROM STDIN`,
    ],
    { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  if (status !== 0) throw new Error(`psql is needed as the yardstick: ${stderr}`);
  return lines.length / ((performance.now() - began) / 1000);
}
