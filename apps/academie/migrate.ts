import { DataSource, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';

import {
  asOwner,
  checkPooler,
  Clock,
  type Config,
  databaseOptions,
  grantToApplication,
  keepDemoApart,
  unusable,
} from '@academie/platform';

import { migrations } from '../../migrations';

const PATIENCE_S = 60;
/** Any number of processes may start at once; this lock lets one of them migrate. */
const LOCK = 7_264_001;

/**
 * A migration may take as long as it needs, and waits for no table longer than people can wait behind it: what
 * stands in the line for a lock holds up all who come after.
 */
class MigrationLimits implements EntitySubscriberInterface {
  async afterTransactionStart({ queryRunner }: { queryRunner: QueryRunner }): Promise<void> {
    await queryRunner.query(
      "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'; " +
        'SET LOCAL idle_in_transaction_session_timeout = 0',
    );
  }
}

/**
 * Brings the database up to date before anything else touches it. Waits for a database that is still
 * starting, and says so.
 * @throws DatabaseUnusable when waiting does not help; when it does not answer within a minute, or a migration
 *   fails; WrongDatabase when it is of a demo and this is none, or the other way round
 */
export async function migrate(config: Config, progress: (line: string) => void): Promise<void> {
  const source = migrationSource(config);
  await connect(source, progress);
  try {
    await checkApplication(source, config);
    const lock = source.createQueryRunner();
    await lock.startTransaction();
    // Another process may be migrating; that may take longer than a wait for a table.
    await lock.query('SET LOCAL lock_timeout = 0');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const done = await source.runMigrations().catch((error: unknown) => {
      throw unusable(error) ?? error;
    });
    if (config.ownerDatabaseUrl) await grantToApplication(source, config);
    await keepDemoApart((text, params) => source.query(text, params), config, new Clock().now());
    await lock.commitTransaction();
    await lock.release();
    if (done.length > 0) progress(`${done.length} database migrations applied`);
  } finally {
    await source.destroy();
  }
}

/** Looks at the way of the application itself, which may lead through a pooler where that of the owner does not. */
async function checkApplication(source: DataSource, config: Config): Promise<void> {
  if (!config.ownerDatabaseUrl) return checkPooler(source, config);
  const own = new DataSource(databaseOptions(config));
  await own.initialize();
  await checkPooler(own, config).finally(() => own.destroy());
}

/** A connection for migrations, not yet open: as the owner of the tables, without the limits of requests. */
export const migrationSource = (config: Config, known = migrations): DataSource =>
  new DataSource({
    ...databaseOptions(asOwner(config)),
    migrations: known,
    migrationsTransactionMode: 'all',
    subscribers: [MigrationLimits],
    extra: { query_timeout: 3_600_000 },
  });

async function connect(source: DataSource, progress: (line: string) => void): Promise<void> {
  for (let second = 0; ; second += 1) {
    try {
      await source.initialize();
      return;
    } catch (error) {
      const never = unusable(error);
      if (never) throw never;
      if (second >= PATIENCE_S) throw error;
      if (second % 5 === 0) progress('Waiting for the database to answer …');
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
