import { spawn } from 'node:child_process';

import {
  dataDir,
  ensureBuilt,
  ensureInstalled,
  requireDatabase,
  requireNode,
  root,
  say,
} from './prepare.mjs';
import { onStop } from './graceful-stop.mjs';

let postgres;
let command;
const end = onStop(async () => {
  command?.kill();
  await postgres?.stop();
});

try {
  requireNode();
  requireDatabase();
  await ensureInstalled();
  await ensureBuilt();
  if (!process.env.DATABASE_URL) {
    const { startEmbedded } = await import('./embedded-pg.mjs');
    postgres = await startEmbedded({ folder: dataDir, say });
    process.env.DATABASE_URL = postgres.url;
    process.env.ACADEMIE_DEMO ??= '1';
  }
  await end(await execute(process.argv.slice(2)));
} catch (error) {
  say(error.stack);
  await end(1);
}

function execute(args) {
  return new Promise((resolve, reject) => {
    const cli = ['dist/apps/academie/cli.js', ...args];
    command = spawn(process.execPath, cli, { cwd: root, stdio: 'inherit' });
    command.once('error', reject);
    command.once('close', (code) => resolve(code ?? 1));
  });
}
