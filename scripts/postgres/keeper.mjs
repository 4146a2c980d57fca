import pg from 'pg';

const NAME = 'academie-keeper';
const DOOR = 1;
const SERVER = 2;

/**
 * Every process that uses an embedded database holds one connection of this name. The system
 * closes it when the process dies, in whatever way: who is left can be counted, where a file with
 * process ids would lie after a crash. The last to leave stops the server.
 */
export async function connectKeeper(url) {
  const keeper = new pg.Client({
    connectionString: url,
    application_name: NAME,
    connectionTimeoutMillis: 5000,
  });
  keeper.on('error', () => {}); // the server went away; `end` follows, and that is what counts
  await keeper.connect();
  try {
    // Waits while someone is closing the door, and then fails with the server.
    await keeper.query('SELECT pg_advisory_lock_shared($1)', [DOOR]);
    await keeper.query('SELECT pg_advisory_unlock_shared($1)', [DOOR]);
    return keeper;
  } catch (error) {
    await keeper.end().catch(() => {});
    throw error;
  }
}

/** Whether this process is now the one that serves the application from this data folder. */
export async function claimServing(keeper) {
  const answer = await keeper.query('SELECT pg_try_advisory_lock($1) AS mine', [SERVER]);
  return answer.rows[0].mine;
}

/** Closes the door to whoever comes now, and says whether anybody else is still inside. */
export async function isLast(keeper) {
  await keeper.query('SELECT pg_advisory_lock($1)', [DOOR]);
  const others = await keeper.query(
    'SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    [NAME],
  );
  return others.rowCount === 0;
}

export async function ensureDatabase(keeper, name) {
  const found = await keeper.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount) return;
  await keeper.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((error) => {
    // 42P04 duplicate_database, 23505 unique_violation: another process was first.
    if (!['42P04', '23505'].includes(error.code)) throw error;
  });
}
