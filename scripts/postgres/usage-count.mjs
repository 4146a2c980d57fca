import pg from 'pg';

/** Connections of this name are counted; see `connectUser`. */
const NAME = 'academie-user';
/** Advisory locks: held while the server may be stopped, and by the process that serves pages. */
const STOPPING = 1;
const SERVING = 2;

/**
 * Counts this process among the users of an embedded database, by one open connection. The operating
 * system closes that when the process ends, also after a crash, where a file with process ids would
 * be left behind. The last user stops the server. Returns the connection; fails when the server stops.
 */
export async function connectUser(url) {
  const user = new pg.Client({
    connectionString: url,
    application_name: NAME,
    connectionTimeoutMillis: 5000,
  });
  user.on('error', () => {}); // the server went away; the event `end` follows, and that is handled
  await user.connect();
  try {
    // Waits while the last user looks whether it may stop the server, and fails if it does.
    await user.query('SELECT pg_advisory_lock_shared($1)', [STOPPING]);
    await user.query('SELECT pg_advisory_unlock_shared($1)', [STOPPING]);
    return user;
  } catch (error) {
    await user.end().catch(() => {});
    throw error;
  }
}

/** Whether this process is now the one that serves the application from this data folder. */
export async function claimServing(user) {
  const answer = await user.query('SELECT pg_try_advisory_lock($1) AS mine', [SERVING]);
  return answer.rows[0].mine;
}

/** Lets no further process join, and says whether `user` is the only one left. */
export async function isLastUser(user) {
  await user.query('SELECT pg_advisory_lock($1)', [STOPPING]);
  const others = await user.query(
    'SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    [NAME],
  );
  return others.rowCount === 0;
}

/** Creates the database, unless it is there. */
export async function ensureDatabase(user, name) {
  const found = await user.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount) return;
  await user.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((error) => {
    // 42P04 duplicate_database, 23505 unique_violation: another process was first.
    if (!['42P04', '23505'].includes(error.code)) throw error;
  });
}
