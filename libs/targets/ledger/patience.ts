import { DataSource } from 'typeorm';

import { type Config, Database, databaseOptions } from '@academie/platform';

/** Work on all there is may take longer than a visitor would wait. */
const PATIENCE_MS = 3_600_000;

/** Does the work on a connection of its own that waits for long answers. */
export async function patiently<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const source = new DataSource({
    ...databaseOptions(config),
    extra: { query_timeout: PATIENCE_MS },
  });
  await source.initialize();
  try {
    return await work(new Database(source));
  } finally {
    await source.destroy();
  }
}
