import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { program } from './binaries.mjs';

/**
 * A cluster is `{home, major, data, account, throwaway}`: which PostgreSQL, which folder, run by
 * whom, and whether its contents may be lost.
 */
const settings = (cluster) => ({
  ...cluster.account,
  cwd: path.dirname(cluster.data),
  env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
});

const secretOf = (data) => path.join(data, 'academie.secret');

export const passwordOf = ({ data }) => fs.readFileSync(secretOf(data), 'utf8');

export const logOf = ({ data }) => `${data}.log`;

/**
 * Makes the data folder if there is none. It is made beside its place and then renamed, so that
 * a process killed halfway leaves nothing that looks like a database.
 */
export async function createCluster(cluster) {
  if (fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) return;
  const draft = `${cluster.data}.new-${process.pid}`;
  const secret = `${draft}.secret`;
  const password = randomBytes(24).toString('base64url');
  try {
    fs.mkdirSync(draft, { mode: 0o700 });
    fs.writeFileSync(secret, password, { mode: 0o600 });
    if (cluster.account) {
      for (const file of [draft, secret]) {
        fs.chownSync(file, cluster.account.uid, cluster.account.gid);
      }
    }
    await finish(cluster, 'initdb', [
      ...['-D', draft, '-U', 'academie', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8'],
      // PostgreSQL 17 brought a UTF-8 locale of its own: the same on every system.
      ...(cluster.major >= 17
        ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
        : ['--locale=C.UTF-8']),
      ...(cluster.throwaway ? ['--no-sync'] : []),
    ]);
    fs.renameSync(secret, secretOf(draft));
    fs.renameSync(draft, cluster.data);
  } catch (error) {
    // Another process was first.
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
    fs.rmSync(secret, { force: true });
  }
}

/**
 * Starts the server without waiting for it. It gets a process group of its own, because Ctrl-C
 * must not stop the database before the application.
 */
export async function launch(cluster, port = undefined) {
  const chosen = port ?? (await freePort());
  const log = openLog(logOf(cluster));
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    ...(cluster.throwaway && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const server = spawn(
    program(cluster.home, 'postgres'),
    [
      ...['-D', cluster.data, '-p', String(chosen)],
      ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...settings(cluster), stdio: ['ignore', log, log], detached: true, windowsHide: true },
  );
  fs.closeSync(log);
  server.unref();
  let gone = false;
  for (const event of ['error', 'exit']) server.once(event, () => (gone = true));
  return { isGone: () => gone };
}

/** The port in the server's own notes, which say nothing of whether it still runs. */
export function notedPort({ data }) {
  const notes = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(notes)) return undefined;
  return Number(fs.readFileSync(notes, 'utf8').split('\n')[3]) || undefined;
}

/**
 * Stops the server, if it runs: connections are closed, what was committed is on the disk. A server
 * that was killed leaves its process id behind, and it may be gone between that look and the stop.
 */
export async function shutDown(cluster) {
  const args = ['stop', '-D', cluster.data, '-m', cluster.throwaway ? 'immediate' : 'fast'];
  await finish(cluster, 'pg_ctl', args).catch((error) => {
    if (!/no server running|does not exist|no such process/i.test(error.message)) throw error;
  });
}

// Kept from run to run, because the reason of a failure is often in the run before.
function openLog(file) {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return fs.openSync(file, size > 1_000_000 ? 'w' : 'a', 0o600);
}

function finish(cluster, name, args) {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(program(cluster.home, name), args, { ...settings(cluster), stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${name} failed: ${output.trim()}`)),
    );
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
