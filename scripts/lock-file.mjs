import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const STALE_AFTER = 15 * 60 * 1000;

/**
 * Does `work` while no other process on this folder does: two commands started at the same moment
 * on a fresh clone would otherwise empty each other's node_modules.
 */
export async function withLock(folder, say, work) {
  fs.mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'working.lock');
  for (let told = false; !take(lock); told = true) {
    if (!told) say('Another process is installing or building here; waiting for it …');
    await wait(300);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isLeftBehind(lock)) fs.rmSync(lock, { force: true });
    return false;
  }
}

// The age guards against a machine that went down: its process ids belong to others now.
function isLeftBehind(lock) {
  const file = fs.statSync(lock, { throwIfNoEntry: false });
  if (!file) return false;
  if (Date.now() - file.mtimeMs > STALE_AFTER) return true;
  const holder = Number(fs.readFileSync(lock, 'utf8'));
  try {
    return holder > 0 && !process.kill(holder, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
