import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** Programs of the cluster, and the packages of Debian that bring them. */
const PACKAGES: Record<string, string> = {
  '/usr/bin/patroni': 'patroni',
  '/usr/bin/etcd': 'etcd-server',
  '/usr/sbin/haproxy': 'haproxy',
  '/usr/sbin/pgbouncer': 'pgbouncer',
};
const POSTGRES = '/usr/lib/postgresql';
/** A package that is installed starts its service, unless this says no. */
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Installs with apt what is missing, when this is root on Debian; its services do not start.
 * @returns the folder with the programs of the newest PostgreSQL there
 * @throws when something is missing that cannot be installed
 */
export function ensurePackages(): string {
  const missing = Object.entries(PACKAGES).flatMap(([program, name]) =>
    fs.existsSync(program) ? [] : [name],
  );
  if (!postgresFolder()) missing.push('postgresql', 'python3-etcd');
  if (missing.length > 0) install(missing);
  const found = postgresFolder();
  if (!found) throw new Error(`there is no PostgreSQL in ${POSTGRES}`);
  return found;
}

function postgresFolder(): string | undefined {
  const versions = fs.existsSync(POSTGRES) ? fs.readdirSync(POSTGRES).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => version >= 15));
  return newest > 0 ? `${POSTGRES}/${newest}/bin` : undefined;
}

function install(names: readonly string[]): void {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get'))
    throw new Error(`the cluster needs packages of Debian: apt-get install ${names.join(' ')}`);
  console.error(`Installing ${names.join(', ')} …`);
  const isOurs = !fs.existsSync(POLICY);
  if (isOurs) fs.writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...names], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    if (isOurs) fs.rmSync(POLICY);
  }
}
