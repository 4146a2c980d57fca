import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Client } from 'pg';

import { startThrowaway } from '../../scripts/throwaway-pg.mjs';

/** A throwaway server, and one that follows it. */
export interface Pair {
  primary: string;
  standby: string;
  stopStandby(): Promise<void>;
  stop(): Promise<void>;
}

interface Cluster {
  home: string;
  data: string;
  account: { uid: number; gid: number } | undefined;
  throwaway: boolean;
}

/** Starts the pair: the standby is a copy of the folder, as a backup tool would make it, that streams from then on. */
export async function startPair(): Promise<Pair> {
  // A commit counts as kept when it is on the disk, as in production.
  const server = await startThrowaway({ durable: true });
  const primary = new URL(server.url);
  const client = new Client(server.url);
  await client.connect();
  const { rows } = await client.query<{ folder: string }>(
    `SELECT current_setting('data_directory') AS folder`,
  );
  const from = rows[0]?.folder ?? '';
  const data = path.join(path.dirname(from), 'standby');
  await client.query(`SELECT pg_backup_start('standby', true)`);
  cpSync(from, data, {
    recursive: true,
    preserveTimestamps: true,
    filter: (file) => !file.endsWith('postmaster.pid'),
  });
  const label = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
  await client.end();
  writeFileSync(path.join(data, 'backup_label'), label.rows[0]?.labelfile ?? '');
  writeFileSync(path.join(data, 'standby.signal'), '');
  const { hostname, port, username, password } = primary;
  writeFileSync(
    path.join(data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  );
  const cluster = await clusterAt(data);
  const own = await script<{
    launch(cluster: Cluster): Promise<void>;
    shutDown(cluster: Cluster): Promise<void>;
    notedPort(cluster: Cluster): number | undefined;
  }>('postgres/cluster.mjs');
  await own.launch(cluster);
  const stopStandby = (): Promise<void> => own.shutDown(cluster);
  const standby = await until(async () => {
    const noted = own.notedPort(cluster);
    if (!noted) return undefined;
    const url = Object.assign(new URL(server.url), { port: String(noted) }).href;
    const probe = new Client(url);
    await probe.connect();
    await probe.end();
    return url;
  });
  return {
    ...{ primary: server.url, standby, stopStandby },
    stop: async () => {
      await stopStandby();
      rmSync(data, { recursive: true, force: true });
      await server.stop();
    },
  };
}

async function clusterAt(data: string): Promise<Cluster> {
  const { findPostgres } = await script<{ findPostgres: () => { home: string } }>(
    'postgres/binaries.mjs',
  );
  const { accountForPostgres, installationFor } = await script<{
    accountForPostgres: () => Cluster['account'];
    installationFor: (account: Cluster['account'], home: string, say: () => void) => string;
  }>('postgres/account.mjs');
  const account = accountForPostgres();
  const home = installationFor(account, findPostgres().home, () => undefined);
  if (account) {
    const { execFileSync } = await import('node:child_process');
    execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, data]);
  }
  return { home, data, account, throwaway: true };
}

const script = async <T>(name: string): Promise<T> =>
  (await import(path.resolve(__dirname, '../../scripts', name))) as T;

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the standby does not answer');
}
