import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Client, escapeIdentifier } from 'pg';

import { ChainVerifier, type Config } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { BACKUP_COMMANDS } from '../../apps/academie/backup.commands';
import { migrate } from '../../apps/academie/migrate';
import { createWebApp } from '../../apps/academie/web-app';
import { startAcademie } from '../support/academie';
import { addActivity } from '../support/demo-activity';

/** Everything that a table, a rule of it or a sequence is, as text. */
const SHAPE = `
  SELECT format('%s.%s %s', n.nspname, c.relname, pg_get_constraintdef(k.oid)) AS line
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')
  UNION ALL SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'pgboss')
  ORDER BY 1`;

describe('a backup', () => {
  const academie = startAcademie({ seed: 'demo' });
  const folder = path.join(os.tmpdir(), `academie-backup-${process.pid}`);
  const made: string[] = [];
  let server: string;

  beforeAll(async () => {
    server = process.env.TEST_DATABASE_URL!;
    await fs.rm(folder, { recursive: true, force: true });
    await addActivity(academie);
    await academie.runWorkers();
    // As a start does, which says what kind of academie this is.
    await migrate(academie.config, () => undefined);
    jest.spyOn(console, 'log').mockReturnValue(undefined);
    jest.spyOn(console, 'error').mockReturnValue(undefined);
  }, 120_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    for (const name of made)
      await onServer(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    await fs.rm(folder, { recursive: true, force: true });
  });

  const onServer = async (text: string): Promise<void> => {
    const client = new Client(server);
    await client.connect();
    await client.query(text);
    await client.end();
  };
  const emptyPlace = async (name: string): Promise<Config> => {
    const database = `backup_${process.pid}_${name}`;
    made.push(database);
    await onServer(`CREATE DATABASE ${escapeIdentifier(database)}`);
    return {
      ...academie.config,
      databaseUrl: Object.assign(new URL(server), { pathname: database }).href,
      filesFolder: path.join(folder, `files-${name}`),
    };
  };
  /** Each table with a digest of its rows, and how the tables are made. */
  const stateOf = async ({ databaseUrl }: Config): Promise<Record<string, string>> => {
    const client = new Client(databaseUrl);
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'pgboss') AND tablename <> 'migrations'`,
    );
    const state: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ digest: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest FROM ${name} t`,
      );
      state[name] = rows[0]!.digest;
    }
    const { rows: shape } = await client.query<{ line: string }>(SHAPE);
    state.shape = shape.map(({ line }) => line).join('\n');
    await client.end();
    return state;
  };
  const backup = (into: string): Promise<void> =>
    BACKUP_COMMANDS.backup!(academie.config, [path.join(folder, into)]);
  const restore = (config: Config, from: string): Promise<void> =>
    BACKUP_COMMANDS.restore!(config, [path.join(folder, from)]);

  it('brings the whole academie back into an empty server, to the last row, rule and file', async () => {
    await backup('whole');
    const there = await emptyPlace('whole');
    await restore(there, 'whole');

    expect(await stateOf(there)).toEqual(await stateOf(academie.config));
    const files = await academie.database.rows<{ sha256: string }>(
      'SELECT DISTINCT sha256 FROM platform.stored_file',
    );
    expect(files.length).toBeGreaterThan(0);
    for (const { sha256 } of files) {
      const place = path.join(sha256.slice(0, 2), sha256);
      expect(await fs.readFile(path.join(there.filesFolder, place))).toEqual(
        await fs.readFile(path.join(academie.config.filesFolder, place)),
      );
    }
    const app = await createWebApp(there, academie.clock);
    try {
      expect((await app.get(ChainVerifier).verify([])).broken).toBeUndefined();
      expect(await app.get(LedgerAudit).audit()).toEqual([]);
    } finally {
      await app.close();
    }
  }, 120_000);

  it('is for whoever made it alone', async () => {
    await backup('own');
    expect((await fs.stat(path.join(folder, 'own'))).mode & 0o077).toBe(0);
  });

  it('holds one moment, whatever is written meanwhile', async () => {
    const { id } = await academie.given.offering({ capacity: 200 });
    const enrolling = (async () => {
      for (let nth = 0; nth < 40; nth += 1)
        await academie
          .as(await academie.given.person())
          .post(`/api/v1/offerings/${id}/enrolments`)
          .send({})
          .expect(201);
    })();
    await backup('busy');
    await enrolling;
    const there = await emptyPlace('busy');
    await restore(there, 'busy');

    // Each enrolment came with its line in the journal, and none of one without the other is there.
    const client = new Client(there.databaseUrl);
    await client.connect();
    const { rows } = await client.query<{ places: string; lines: string }>(
      `SELECT (SELECT count(*) FROM enrolment.enrolment WHERE offering_id = $1) AS places,
              (SELECT count(*) FROM platform.journal j JOIN enrolment.enrolment e ON e.id = j.subject_id
                WHERE e.offering_id = $1 AND j.action = 'enrolment.enrolled') AS lines`,
      [id],
    );
    await client.end();
    expect(rows[0]!.places).toBe(rows[0]!.lines);
    expect(Number(rows[0]!.places)).toBeLessThanOrEqual(40);
  }, 120_000);

  it('is refused where something of it was changed or is gone, and leaves the database empty', async () => {
    await backup('hurt');
    const [rows] = (await fs.readdir(path.join(folder, 'hurt/tables'))).filter((name) =>
      name.startsWith('platform.journal.'),
    );
    const file = path.join(folder, 'hurt/tables', rows!);
    const bytes = await fs.readFile(file);
    bytes[bytes.length - 9]! ^= 1;
    await fs.writeFile(file, bytes);
    const there = await emptyPlace('hurt');

    await expect(restore(there, 'hurt')).rejects.toThrow(
      /platform\.journal are missing or were changed/,
    );
    await fs.rm(path.join(folder, 'hurt/manifest.json'));
    await expect(restore(there, 'hurt')).rejects.toThrow('this is no finished backup');
    expect(Object.keys(await stateOf(there))).toEqual(['shape']);
  }, 120_000);

  it('may be restored again after a restore that was broken off', async () => {
    await backup('broken');
    const there = await emptyPlace('broken');
    const manifest = path.join(folder, 'broken/manifest.json');
    const text = await fs.readFile(manifest, 'utf8');
    await fs.writeFile(manifest, text.replace(/"rows": (\d+)(?![\s\S]*"rows")/, '"rows": 1$1'));

    await expect(restore(there, 'broken')).rejects.toThrow('Nothing was restored');
    await fs.writeFile(manifest, text);
    await restore(there, 'broken');

    expect(await stateOf(there)).toEqual(await stateOf(academie.config));
  }, 120_000);

  it('goes over nothing: neither a database in use nor a folder that is there', async () => {
    await backup('again');

    await expect(backup('again')).rejects.toThrow('is there already');
    await expect(restore(academie.config, 'again')).rejects.toThrow('This database is in use');
  }, 120_000);

  it('of a newer release waits for that release', async () => {
    await backup('newer');
    const manifest = path.join(folder, 'newer/manifest.json');
    const text = await fs.readFile(manifest, 'utf8');
    await fs.writeFile(
      manifest,
      text.replace('"migrations": [', '"migrations": ["Later1999999999999",'),
    );

    await expect(restore(await emptyPlace('newer'), 'newer')).rejects.toThrow('newer release');
  }, 120_000);
});
