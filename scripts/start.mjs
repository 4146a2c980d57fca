import net from 'node:net';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import {
  dataDir,
  ensureBuilt,
  ensureInstalled,
  requireDatabase,
  requireNode,
  root,
  say,
  stateOfProgram,
} from './prepare.mjs';
import { onStop } from './graceful-stop.mjs';

/** As long as PostgreSQL takes to be under way: loading the program lets nothing else happen. */
const HEAD_START_MS = 100;

let postgres;
let app;
const end = onStop(async () => {
  try {
    await app?.close();
  } finally {
    await postgres?.stop();
  }
}, 0);

try {
  requireNode();
  requireDatabase();
  await requireFreePort();
  await ensureInstalled();
  await ensureBuilt();
  // PostgreSQL comes up on one core while this one loads the program.
  const database = process.env.DATABASE_URL ? undefined : startDatabase();
  await Promise.race([database, wait(HEAD_START_MS)]);
  process.chdir(root);
  const require = createRequire(import.meta.url);
  const { keepProgram } = require('./kept-program.cjs');
  const program = keepProgram(path.join(root, '.data/program'), stateOfProgram());
  const main = require(path.join(root, 'dist/apps/academie/main.js'));
  await database;
  app = await main.bootstrap();
  // Without it the next start takes longer, and that is all: a folder that is not ours to write in, or a full disk.
  await program.save().catch(() => {});
} catch (error) {
  say(explain(error));
  await end(1);
}

/** The demo needs no server of yours, and is never found on one: only here the flag is set. */
async function startDatabase() {
  const { startEmbedded } = await import('./embedded-pg.mjs');
  postgres = await startEmbedded({ folder: dataDir, serving: true, say });
  process.env.DATABASE_URL = postgres.url;
  process.env.ACADEMIE_DEMO ??= '1';
}

function requireFreePort() {
  const { port, host } = address();
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(resolve));
  });
}

function explain(error) {
  const { port, host } = address();
  if (error.code === 'EADDRINUSE') {
    return (
      `Port ${port} of ${host} is in use, perhaps by an academie that already runs. ` +
      `Stop that, or choose another port: PORT=${port + 1} npm start`
    );
  }
  if (error.name === 'DataFolderInUse') {
    return `${error.message} Stop that, or choose another: ACADEMIE_DATA_DIR=.data-2 npm start`;
  }
  const isConfiguration = ['ConfigError', 'WrongDatabase', 'DatabaseUnusable'].includes(
    error.constructor.name,
  );
  return isConfiguration ? error.message : (error.stack ?? String(error));
}

function address() {
  return { port: Number(process.env.PORT || 3000), host: process.env.HOST || '127.0.0.1' };
}
