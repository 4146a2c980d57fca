import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { removeEmbedded, startEmbedded } from './embedded-pg.mjs';

const PREFIX = 'academie-throwaway-';

/**
 * A PostgreSQL of its own, gone after `stop`. With `durable` it syncs to disk as in production,
 * which is what a measurement wants; without, it is fast, which is what a test wants.
 */
export async function startThrowaway({ durable = false } = {}) {
  await removeLeftovers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  fs.chmodSync(folder, 0o755); // under root, PostgreSQL runs as somebody else
  const server = await startEmbedded({ folder, database: 'postgres', throwaway: !durable });
  const stop = async () => {
    await server.stop();
    await removeEmbedded(folder);
  };
  return { ...server, stop };
}

/**
 * What runs that were killed outright could not take away themselves. What cannot be taken away
 * now is left for a later run: it is no reason for this one to fail.
 */
async function removeLeftovers() {
  for (const name of fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    const maker = Number(name.slice(PREFIX.length).split('-')[0]);
    const ours = fs.statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
    if (ours && !isAlive(maker)) await removeEmbedded(folder).catch(() => {});
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
