import { Client } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

import { type Config, Database, databaseOptions, readConfig } from '@academie/platform';

import { doAs, uptime } from '../../libs/platform/work/current-work';
import { type Pair, startPair } from '../support/standby';

describe('reports, where a replica is configured', () => {
  let pair: Pair;
  let source: DataSource;
  let database: Database;
  let standby: Client;

  beforeAll(async () => {
    pair = await startPair();
    const config: Config = {
      ...readConfig({ ...process.env, DATABASE_URL: pair.primary, ACADEMIE_DEMO: '1' }),
      replicaUrl: pair.standby,
    };
    source = await new DataSource(databaseOptions(config)).initialize();
    database = new Database(source, config);
    await database.rows('CREATE TABLE public.written (n int)');
    standby = new Client(pair.standby);
    standby.on('error', () => undefined);
    await standby.connect();
  });
  afterAll(async () => {
    await standby.end().catch(() => undefined);
    await database.onApplicationShutdown();
    await source.destroy();
    await pair.stop();
  });

  const during = <T>(fromReplica: boolean, read: () => Promise<T>): Promise<T> =>
    doAs({ kind: 'request', endsAt: uptime() + 4500, fromReplica }, read);
  const where = async (tx?: EntityManager): Promise<string> => {
    const row = await database.first<{ is: boolean }>('SELECT pg_is_in_recovery() AS is', [], tx);
    return row?.is ? 'replica' : 'primary';
  };
  const written = async (): Promise<number> =>
    Number((await database.first<{ n: string }>('SELECT count(*) AS n FROM written'))?.n);
  const write = (): Promise<unknown> => database.rows('INSERT INTO written VALUES (1)');

  it('come from it, and other pages do not', async () => {
    expect(await during(true, () => where())).toBe('replica');
    expect(await during(false, () => where())).toBe('primary');
    expect(await where()).toBe('primary');
  });

  it('write to the primary what they write, in a statement and in a transaction', async () => {
    await during(true, write);

    expect(await during(true, () => database.transaction((tx) => where(tx)))).toBe('primary');
    expect(await written()).toBe(1);
  });

  it('show each change that was kept before they were asked for', async () => {
    const before = await written();
    const seen: number[] = [];
    for (let nth = 1; nth <= 30; nth += 1) {
      await write();
      seen.push((await during(true, written)) - before);
    }

    expect(seen).toEqual(Array.from({ length: 30 }, (_, nth) => nth + 1));
    expect(database.replica?.outcomes.read).toBeGreaterThan(0);
  });

  it('come from the primary while the replica is behind, and from the replica once it is not', async () => {
    await standby.query('SELECT pg_wal_replay_pause()');
    const before = await written();
    await write();

    expect(await during(true, written)).toBe(before + 1);
    expect(await during(true, () => where())).toBe('primary');
    expect(database.replica?.outcomes.behind).toBeGreaterThan(0);
    expect(database.replica?.lagBytes).toBeGreaterThan(0);

    await standby.query('SELECT pg_wal_replay_resume()');
    while ((await during(true, () => where())) !== 'replica')
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(database.replica?.lagBytes).toBe(0);
  });

  it('come from the primary when the replica is gone, in the middle of a page too', async () => {
    const places = await during(true, async () => {
      const first = await where();
      await pair.stopStandby();
      return [first, await where(), await where()];
    });

    expect(places).toEqual(['replica', 'primary', 'primary']);
    expect(await during(true, () => where())).toBe('primary');
    expect(database.replica?.outcomes.away).toBeGreaterThan(0);
  });
});
