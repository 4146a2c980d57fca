import { createHash } from 'node:crypto';

import { Client } from 'pg';

import { readConfig, Seeds } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';
import { attack, type Outcome } from '../support/hostile-run';
import { administratorTargets, PUBLIC_TARGETS } from '../support/hostile-targets';
import { WatchedAcademie } from '../support/watched-academie';

const TOKEN = 'session-of-the-bench';

/**
 * How long each hostile input holds the event loop, as a table: the worst of each kind of input, in
 * milliseconds. `test/whole/hostile-input.e2e-spec.ts` says what they may take.
 */
export default async function hostile(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  await fillWithDemo(databaseUrl);
  const database = new Client(databaseUrl);
  await database.connect();
  const academie = await WatchedAcademie.start(databaseUrl);
  try {
    const headers = await signIn(database);
    const rows = async <T extends object>(statement: string): Promise<T[]> =>
      (await database.query<T & object>(statement)).rows;
    const targets = await administratorTargets({ rows });
    const found: Outcome[] = [];
    for (const sender of [
      { name: 'a stranger', headers: {}, targets: PUBLIC_TARGETS },
      { name: 'an administrator', headers, targets },
    ])
      for await (const outcome of attack(academie, sender, 1)) found.push(outcome);
    show(found);
  } finally {
    await academie.stop();
    await database.end();
  }
}

async function fillWithDemo(databaseUrl: string): Promise<void> {
  const settings = { DATABASE_URL: databaseUrl, ACADEMIE_DEMO: '1', LOG_LEVEL: 'silent' };
  const app = await createWebApp(readConfig(settings));
  await app.get(Seeds).run(() => undefined);
  await app.close();
}

function show(found: readonly Outcome[]): void {
  const worst = new Map<string, Outcome>();
  for (const one of found)
    if (one.held > (worst.get(one.what)?.held ?? -1)) worst.set(one.what, one);
  const rows = [...worst.values()].sort((a, b) => b.held - a.held);
  console.table(
    rows.map(({ what, where, status, held, took }) => ({
      input: what,
      address: where.replace(/[0-9a-f-]{36}/g, '…').slice(0, 40),
      status,
      'held ms': Math.round(held),
      'answered after ms': Math.round(took),
    })),
  );
  const longest = Math.round(rows[0]?.held ?? 0);
  console.log(`${found.length} requests; the longest hold was ${longest} ms (wanted: under 200)\n`);
}

/** The administrator of the demo, as signed in. */
async function signIn(database: Client): Promise<{ cookie: string; 'x-csrf-token': string }> {
  await database.query(
    `INSERT INTO people.web_session (token_hash, person_id, created_at, last_seen_at, expires_at)
     SELECT $1, person_id, now(), now(), '2099-01-01' FROM people.role_grant
      WHERE role = 'administrator' LIMIT 1`,
    [createHash('sha256').update(TOKEN).digest()],
  );
  const csrf = createHash('sha256').update(`form:${TOKEN}`).digest('base64url');
  return { cookie: `sessie=${TOKEN}`, 'x-csrf-token': csrf };
}
