import { fork } from 'node:child_process';
import { once } from 'node:events';

import { academieOn, count, openRegisters, PEOPLE } from './ledger-databases';
import { type OpenRegister, saveMarks } from './marks';
import { median, ROOT, type Server } from './processes';

const ROUNDS = 7;
const CALLS = 600;
const CONNECTIONS = 4;
const REGISTERS = 60;
/** A register of 25 is closed, and its offering held, each time so many calls were sent. */
const CALLS_PER_CLOSING = 60;
const MOST_LOSS = 0.15;

/**
 * Marks per second beside a worker that keeps the ledger, and beside one that does all but that, in turn.
 * Meanwhile registers are closed, so that the ledger has something to do; what it missed it does before
 * its next turn.
 */
export async function writers(
  url: string,
  server: Server,
  headers: { authorization: string },
): Promise<void> {
  const registers = await openRegisters(url, REGISTERS);
  const closings = await openRegisters(
    url,
    (2 * ROUNDS + 2) * Math.ceil(CALLS / CALLS_PER_CLOSING),
  );
  const worker = await startWorker(url);
  const rates: { without: number[]; beside: number[] } = { without: [], beside: [] };
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      const isFirst = round % 2 === 0;
      for (const beside of [isFirst, !isFirst]) {
        await worker.tell(beside ? 'ledger on' : 'ledger off');
        if (beside) await caughtUp(url);
        const rate = await save(server, headers, registers, closings);
        if (round < 0) continue; // the first one warms up
        rates[beside ? 'beside' : 'without'].push(rate);
      }
    }
  } finally {
    worker.stop();
  }
  const loss = median(
    rates.beside.map((beside, round) => 1 - beside / (rates.without[round] ?? beside)),
  );
  console.table([
    { writers: 'without the ledger', 'marks/s': Math.round(median(rates.without)) },
    { writers: 'beside the ledger', 'marks/s': Math.round(median(rates.beside)) },
  ]);
  console.log(
    `${Math.round(loss * 100)} % fewer marks (wanted: under ${MOST_LOSS * 100} %), while an offering of ` +
      `${PEOPLE} is closed per ${CALLS_PER_CLOSING * PEOPLE} marks\n`,
  );
}

interface Worker {
  tell(message: 'ledger on' | 'ledger off'): Promise<void>;
  stop(): void;
}

async function startWorker(url: string): Promise<Worker> {
  const child = fork('test/bench/ledger-worker.ts', {
    cwd: ROOT,
    execArgv: ['--require', './scripts/register-typescript.cjs'],
    env: { ...process.env, ...academieOn(url), LOG_LEVEL: 'error' },
  });
  await once(child, 'message');
  return {
    tell: async (message) => {
      child.send(message);
      await once(child, 'message');
    },
    stop: () => child.send('stop'),
  };
}

/** Until the ledger has nothing left to do. */
export async function caughtUp(url: string): Promise<void> {
  while ((await count(url, `platform.journal_pending WHERE consumer = 'targets.ledger'`)) > 0)
    await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Marks per second; each call brings a new mark of everybody in a register. */
async function save(
  server: Server,
  headers: { authorization: string },
  registers: readonly OpenRegister[],
  closings: OpenRegister[],
): Promise<number> {
  const closed: Promise<void>[] = [];
  const calls = await saveMarks({
    url: server.url,
    headers,
    registers,
    calls: CALLS,
    connections: CONNECTIONS,
    beforeCall: (call) => {
      if (call % CALLS_PER_CLOSING === 0) closed.push(close(server, headers, closings.pop()));
    },
  });
  await Promise.all(closed);
  return calls * (registers[0]?.enrolments.length ?? 0);
}

async function close(
  { url }: Server,
  headers: { authorization: string },
  register: OpenRegister | undefined,
): Promise<void> {
  if (!register) throw new Error('there are no registers left to close');
  const answer = await fetch(`${url}/api/v1/sessions/${register.session}/register-closure`, {
    method: 'POST',
    headers: { ...headers },
  });
  if (!answer.ok) throw new Error(`closing answered ${answer.status}`);
}
