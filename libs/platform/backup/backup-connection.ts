import { Client } from 'pg';

import type { Config } from '../config/config';

/** How values are written, whatever the server is set to. */
const AS_WRITTEN = `SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET extra_float_digits = 3; SET client_encoding = 'UTF8'; SET statement_timeout = 0; SET lock_timeout = 0;
  SET idle_in_transaction_session_timeout = 0`;

/** Runs `work` on a connection of its own, without the limits of requests. */
export async function onConnection<T>(
  { databaseUrl }: Config,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // what was asked of it fails as well
  await client.connect();
  try {
    await client.query(AS_WRITTEN);
    return await work(client);
  } finally {
    await client.end();
  }
}
