import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { accountForPostgres, folderFor, installationFor } from './postgres/account.mjs';
import { findPostgres } from './postgres/binaries.mjs';
import {
  createCluster,
  launch,
  logOf,
  notedPort,
  passwordOf,
  shutDown,
} from './postgres/cluster.mjs';
import { claimServing, connectUser, ensureDatabase, isLastUser } from './postgres/usage-count.mjs';

const ATTEMPTS = 20;

/** Another process already serves the application from this folder. */
export class DataFolderInUse extends Error {
  name = 'DataFolderInUse';

  constructor(folder) {
    super(`Another academie is running on the data folder ${folder}.`);
  }
}

/**
 * A real PostgreSQL for this folder: the one that runs there already, also when its starter is gone, or
 * a new one. It listens on 127.0.0.1 only, on a free port, with a random password.
 *
 * - `folder` gets a folder per major version (`pg18`), since one version cannot read the files of another.
 * - `serving` claims the folder for one process that serves the application; others may join.
 * - `throwaway` trades durability for speed.
 *
 * Throws DataFolderInUse when `serving` and another process serves from this folder.
 */
export async function startEmbedded({
  folder,
  database = 'academie',
  serving = false,
  throwaway = false,
  say = () => {},
}) {
  const cluster = prepare(folder, throwaway, say);
  await createCluster(cluster);
  const urlFor = (name, port) =>
    `postgres://academie:${passwordOf(cluster)}@127.0.0.1:${port}/${name}`;
  const open = (port) => connectUser(urlFor('postgres', port));

  let { user, port } = await joinOrLaunch(cluster, open);
  let leaving = false;
  let recovery;

  const recover = async () => {
    say('PostgreSQL went away; starting it again …');
    ({ user, port } = await joinOrLaunch(cluster, open, port));
    if (serving) await claimServing(user);
    guard();
    say('PostgreSQL is back.');
  };
  // A server that died is started again on the same port, because the application reconnects there.
  const guard = () => user.once('end', () => (recovery = leaving ? undefined : recover()));

  const stop = async () => {
    if (leaving) return;
    leaving = true;
    await recovery;
    const last = await isLastUser(user).catch(() => true);
    if (last) await shutDown(cluster);
    await user.end().catch(() => {});
  };

  if (serving && !(await claimServing(user))) {
    leaving = true;
    await user.end();
    throw new DataFolderInUse(folder);
  }
  await ensureDatabase(user, database);
  guard();
  return { url: urlFor(database, port), urlFor: (name) => urlFor(name, port), stop };
}

/** Stops the server of this folder, if it still runs, and removes the folder. */
export async function removeEmbedded(folder) {
  const cluster = prepare(folder, true, () => {});
  await shutDown(cluster);
  for (const file of [cluster.data, logOf(cluster), folder]) {
    fs.rmSync(file, { recursive: true, force: true });
  }
}

function prepare(folder, throwaway, say) {
  const { home, major } = findPostgres();
  const account = accountForPostgres();
  const place = folderFor(account, path.resolve(folder), say);
  return {
    home: installationFor(account, home, say),
    data: path.join(place, `pg${major}`),
    major,
    account,
    throwaway,
  };
}

/** Until one of both works: a server may be on its way up or down, or be started by another. */
async function joinOrLaunch(cluster, open, port = undefined) {
  let launched;
  for (let failures = 0; failures < ATTEMPTS;) {
    const noted = notedPort(cluster);
    const user = noted && (await open(noted).catch(passing));
    if (user) return { user, port: noted };
    if (launched?.isGone()) {
      failures += 1;
      await wait(500);
    }
    if (!launched || launched.isGone()) launched = await launch(cluster, port);
    await wait(20);
  }
  throw new Error(`PostgreSQL does not start; ${logOf(cluster)} says why.`);
}

// Not listening, not yet or no longer answering, or another server on the port of an old note.
function passing(error) {
  const passes = ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '28P01', '28000'];
  if (passes.includes(error.code) || /terminated|timeout/.test(error.message)) return undefined;
  throw error;
}
