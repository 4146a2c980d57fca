import fs from 'node:fs';

import { Client } from 'pg';

import type { Round } from './load';
import type { Server } from './processes';

/** Processor time that one request takes, in milliseconds; NaN where there is no /proc. */
export interface Cost {
  web: number;
  database: number;
}

/** What so much processor time would give with two cores for it alone: a busy machine changes it little. */
export const onTwoCores = ({ web, database }: Cost): number => Math.round(2000 / (web + database));

/** A round of load, and what each of its requests cost the web process and the connections to its database. */
export async function costOf<T extends Pick<Round, 'perSecond' | 'answered'>>(
  server: Server,
  databaseUrl: string,
  ask: () => Promise<T>,
): Promise<{ round: T; cost: Cost }> {
  const began = performance.now();
  const { result, cost } = await costOfAll(server, databaseUrl, ask);
  const requests = result.answered ?? (result.perSecond * (performance.now() - began)) / 1000;
  return { round: result, cost: { web: cost.web / requests, database: cost.database / requests } };
}

/** Some work, and what all of it cost. */
export async function costOfAll<T>(
  server: Server,
  databaseUrl: string,
  work: () => Promise<T>,
): Promise<{ result: T; cost: Cost }> {
  const [web, before] = [server.cpuSeconds(), await backends(databaseUrl)];
  const result = await work();
  const after = await backends(databaseUrl);
  // A connection that was opened meanwhile did all of its work for this round.
  const database = [...after].reduce((sum, [pid, cpu]) => sum + cpu - (before.get(pid) ?? 0), 0);
  return {
    result,
    cost: { web: (server.cpuSeconds() - web) * 1000, database: database * 1000 },
  };
}

/** Seconds of processor time of each connection of the academie, on a database of this machine. */
async function backends(url: string): Promise<Map<number, number>> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'academie'`,
  );
  await client.end();
  return new Map(rows.map(({ pid }) => [pid, secondsOf(pid)]));
}

function secondsOf(pid: number): number {
  try {
    return Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
  } catch {
    return Number.NaN;
  }
}
