import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { ensureBuilt, ensureInstalled, requireNode, root, say } from './prepare.mjs';
import { onStop } from './graceful-stop.mjs';

const folder = path.join(root, 'test/bench');
const [name, ...args] = process.argv.slice(2);
const file = path.join(folder, `${name}.bench.ts`);

let postgres;
const end = onStop(async () => postgres?.stop());

try {
  requireNode();
  if (!name || !fs.existsSync(file)) {
    throw new Error(`Usage: npm run bench -- <name>, where name is one of: ${names().join(', ')}`);
  }
  await ensureInstalled();
  await ensureBuilt();
  const require = createRequire(import.meta.url);
  require('reflect-metadata');
  require('./register-typescript.cjs');
  const bench = require(file);
  if (!process.env.DATABASE_URL && !bench.needsNoDatabase) await startDatabase(require);
  await bench.default(args);
  await end(process.exitCode ?? 0);
} catch (error) {
  say(error.stack);
  await end(1);
}

/** An empty, migrated database on a server that syncs to disk, so that ratios mean something. */
async function startDatabase(require) {
  const { startThrowaway } = await import('./throwaway-pg.mjs');
  const { migrate } = require('../test/support/database.ts');
  postgres = await startThrowaway({ durable: true });
  process.env.TEST_DATABASE_URL = postgres.url;
  process.env.DATABASE_URL = await migrate(postgres.url, 'bench');
}

function names() {
  if (!fs.existsSync(folder)) return [];
  const benches = fs.readdirSync(folder).filter((entry) => entry.endsWith('.bench.ts'));
  return benches.map((entry) => entry.replace('.bench.ts', ''));
}
