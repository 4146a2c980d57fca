import type { DataSource } from 'typeorm';

import type { Config } from '../config/config';
import { OWN_SCHEMA } from './own-schemas';

/** The configuration of what changes the tables themselves: as their owner, where that is not the application. */
export const asOwner = (config: Config): Config => ({
  ...config,
  databaseUrl: config.ownerDatabaseUrl ?? config.databaseUrl,
});

/**
 * Gives the user of DATABASE_URL what serving takes, and no more: rows are read and written by it, tables are not its
 * own. So it empties no table at once and switches off no trigger, which is how the past could be rewritten without a
 * trace in the journal. `source` is of the owner; nothing happens where the two are one.
 */
export async function grantToApplication(
  source: DataSource,
  { databaseUrl }: Config,
): Promise<void> {
  const role = decodeURIComponent(new URL(databaseUrl).username);
  const [grants] = await source.query<{ run: string | null }[]>(
    `SELECT string_agg(statement, '; ') AS run FROM pg_namespace n, LATERAL (VALUES
        (format('GRANT USAGE ON SCHEMA %I TO %I', nspname, $1::text)),
        (format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', nspname, $1::text)),
        (format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', nspname, $1::text))
      ) AS given (statement)
      WHERE ${OWN_SCHEMA} AND $1::text <> current_user`,
    [role],
  );
  if (!grants?.run) return;
  await source.query(grants.run);
  // The queue makes its own schema.
  const [more] = await source.query<{ run: string }[]>(
    `SELECT format('GRANT SELECT ON public.migrations TO %I; GRANT CREATE ON DATABASE %I TO %I',
              $1::text, current_database(), $1::text) AS run`,
    [role],
  );
  if (more) await source.query(more.run);
}
