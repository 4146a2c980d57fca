import { Client, escapeIdentifier } from 'pg';
import { DataSource } from 'typeorm';

import { migrations } from '../../migrations';
import { startThrowaway } from '../../scripts/throwaway-pg.mjs';

/** Every test file copies this database, which takes some 30 ms; migrating takes a second. */
const TEMPLATE = 'template_academie';

/**
 * A throwaway PostgreSQL for this run, or the server of TEST_DATABASE_URL, with the template on
 * it. Tests find the server in TEST_DATABASE_URL.
 */
export default async function globalSetup(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) {
    const server = await startThrowaway();
    process.env.TEST_DATABASE_URL = server.url;
    globalThis.throwawayPostgres = server;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => void server.stop().finally(() => process.exit(1)));
    }
  }
  await dropSeeded(process.env.TEST_DATABASE_URL);
  await migrate(process.env.TEST_DATABASE_URL, TEMPLATE);
}

// A server that outlives the run still has the seeded copies that tests made of an older template.
async function dropSeeded(url: string): Promise<void> {
  const server = new Client(url);
  await server.connect();
  for (const seed of ['reference', 'demo'])
    await server.query(`DROP DATABASE IF EXISTS ${TEMPLATE}_${seed} WITH (FORCE)`);
  await server.end();
}

/** Makes the database anew on the server of `url`, with all migrations. Returns its address. */
export async function migrate(url: string, name: string): Promise<string> {
  const server = new Client(url);
  await server.connect();
  await server.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  await server.end();

  const address = Object.assign(new URL(url), { pathname: name }).href;
  const database = new DataSource({ type: 'postgres', url: address, migrations });
  await database.initialize();
  await database.runMigrations({ transaction: 'each' });
  await database.destroy();
  return address;
}

declare global {
  var throwawayPostgres: { stop(): Promise<void> } | undefined;
}
