import { Client } from 'pg';

import { RegisterService } from '@academie/attendance';
import { SessionService } from '@academie/people';
import { Database, readConfig } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';
import { median } from './processes';

const WANTED_MS = 300;

/**
 * Closes registers of `people`, in this process, and prints how long the database was at work: the time
 * between each statement and its answer. Nine in ten have a mark; the others become absent.
 */
export async function closings(databaseUrl: string, people: number): Promise<void> {
  const app = await createWebApp({
    ...readConfig({ ...process.env, DATABASE_URL: databaseUrl, ACADEMIE_DEMO: '1' }),
    demo: false,
    logLevel: 'silent',
    runWorker: false,
  });
  const database = app.get(Database);
  const registers = app.get(RegisterService);
  const signedIn = await app.get(SessionService).byToken('bench-token-trainer');
  if (!signedIn) throw new Error('the trainer of the bench has no token');
  await database.rows(
    `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
     SELECT gen_random_uuid(), s.id, e.id, 'unknown', 'trainer', now() + interval '1 second', now()
       FROM enrolment.enrolment e JOIN catalogue.session s ON s.offering_id = e.offering_id
       JOIN catalogue.offering o ON o.id = e.offering_id JOIN people.person p ON p.id = e.person_id
      WHERE o.note = $1 AND p.family_name LIKE '%7'`,
    [`bench ${people}`],
  );
  const sessions = await database.rows<{ id: string }>(
    `SELECT s.id FROM catalogue.session s JOIN catalogue.offering o ON o.id = s.offering_id WHERE o.note = $1`,
    [`bench ${people}`],
  );
  const watch = watchDatabase();
  const times: number[] = [];
  let absent = 0;
  for (const { id } of sessions) {
    watch.reset();
    absent = await registers.close(signedIn.actor, id, { early: true });
    times.push(watch.milliseconds());
  }
  const statements = watch.statements();
  watch.stop();
  await app.close();
  // The first one plans and fills caches.
  const [, ...warm] = times;
  console.table([
    {
      what: `closing a register of ${people}, ${absent} of them without a mark`,
      'ms in the database': Math.round(median(warm)),
      slowest: Math.round(Math.max(...warm)),
      statements,
    },
  ]);
  console.log(`${(median(warm) / WANTED_MS).toFixed(2)} of ${WANTED_MS} ms (wanted: under 1)\n`);
}

interface Watch {
  reset(): void;
  milliseconds(): number;
  statements(): number;
  stop(): void;
}

type Query = (...args: unknown[]) => unknown;

/** Adds up how long statements take, from sending to answer. */
function watchDatabase(): Watch {
  const prototype = Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  let spent = 0;
  let count = 0;
  prototype.query = function (this: Client, ...args: unknown[]) {
    const began = performance.now();
    const answer = query.apply(this, args);
    count += 1;
    if (answer instanceof Promise)
      void answer.finally(() => (spent += performance.now() - began)).catch(() => undefined);
    return answer;
  };
  return {
    reset: () => {
      spent = 0;
      count = 0;
    },
    milliseconds: () => spent,
    statements: () => count,
    stop: () => {
      prototype.query = query;
    },
  };
}
