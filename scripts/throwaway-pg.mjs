import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { removeEmbedded, startEmbedded } from './embedded-pg.mjs';

const PREFIX = 'academie-throwaway-';
/** A disk in memory, on Linux. */
const MEMORY = '/dev/shm';
/** What a run of all tests takes there, two at most, and what it takes for itself. */
const ROOM_BYTES = 6e9;

/**
 * A PostgreSQL of its own, gone after `stop`. With `durable` it syncs to disk as in production,
 * which is what a measurement wants; without, it is fast, which is what a test wants.
 */
export async function startThrowaway({ durable = false } = {}) {
  await removeLeftovers();
  const folder = fs.mkdtempSync(path.join(placeFor(durable), `${PREFIX}${process.pid}-`));
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
  const folders = [os.tmpdir(), MEMORY].filter((place) => fs.existsSync(place));
  for (const place of folders)
    for (const name of fs.readdirSync(place).filter((name) => name.startsWith(PREFIX))) {
      const folder = path.join(place, name);
      const maker = Number(name.slice(PREFIX.length).split('-')[0]);
      const ours = fs.statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
      if (ours && !isAlive(maker)) await removeEmbedded(folder).catch(() => {});
    }
}

/**
 * In memory where there is room. A test file begins with a copy of a database, which is a thousand files: some disks
 * take most of a second for those, memory 30 ms.
 */
function placeFor(durable) {
  if (durable || process.env.TMPDIR || !fs.existsSync(MEMORY)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(MEMORY);
  return Math.min(bavail * bsize, process.availableMemory()) > ROOM_BYTES ? MEMORY : os.tmpdir();
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
