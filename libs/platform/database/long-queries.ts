import { DataSource, type DataSourceOptions } from 'typeorm';

import type { Config } from '../config/config';
import { Database, databaseOptions } from './database';

/** The longest that one statement may take here: an hour. */
const LONG_QUERY_MS = 3_600_000;
const CONNECT_MS = 10_000;

/**
 * Runs work whose statements may take longer than the query timeout of ordinary requests, such as
 * an audit of all evidence. It gets a connection pool of its own, closed when the work is done.
 */
export async function withoutQueryTimeout<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const long = { ...config, databaseTimeoutMs: LONG_QUERY_MS, replicaUrl: undefined };
  const source = new DataSource({
    ...databaseOptions(long),
    connectTimeoutMS: CONNECT_MS,
  } as DataSourceOptions);
  await source.initialize();
  try {
    return await work(new Database(source, long));
  } finally {
    await source.destroy();
  }
}
