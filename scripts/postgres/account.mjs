import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { program } from './binaries.mjs';

/**
 * Whom PostgreSQL runs as: it refuses root. `initdb` wants an entry in the passwd file, so an
 * arbitrary number will not do. Undefined means: as ourselves.
 */
export function accountForPostgres() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    if (uid !== undefined) return { uid, gid: idOf('-g', name) };
  }
  throw new Error('Running as root, and there is neither a user postgres nor nobody to run as.');
}

/**
 * A folder the account can get to. When that is not `folder` (a clone in /root), it is one under
 * /var/lib that belongs to this folder; only root writes there, and it outlives a reboot.
 */
export function folderFor(account, folder, say) {
  fs.mkdirSync(folder, { recursive: true });
  if (!account || succeeds('/bin/sh', ['-c', 'cd "$0"', folder], account)) return folder;
  const other = ownPlace(folder);
  say(`PostgreSQL does not run as root and cannot enter ${folder}: its data goes to ${other}`);
  return other;
}

/** The installation itself, or a copy of it that the account can run. */
export function installationFor(account, home, say) {
  if (!account || succeeds(program(home, 'postgres'), ['--version'], account)) return home;
  const copy = path.join(ownPlace(home), 'postgres');
  const finished = path.join(copy, '.copied');
  if (!fs.existsSync(finished)) {
    say(`PostgreSQL does not run as root and cannot enter ${home}: copying it to ${copy}`);
    fs.cpSync(home, copy, { recursive: true, verbatimSymlinks: true });
    fs.writeFileSync(finished, '');
  }
  return copy;
}

function ownPlace(folder) {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const place = path.join('/var/lib/nhveilig-academie', mark);
  fs.mkdirSync(place, { recursive: true, mode: 0o755 });
  return place;
}

function idOf(flag, name) {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'];
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio }));
  } catch {
    return undefined;
  }
}

function succeeds(command, args, account) {
  try {
    execFileSync(command, args, { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
