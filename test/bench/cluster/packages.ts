import fs from 'node:fs';

import { installPackages } from '../../../scripts/debian-packages.mjs';

/** Programs of the cluster, and the packages of Debian that bring them. */
const PACKAGES: Record<string, string> = {
  '/usr/bin/patroni': 'patroni',
  '/usr/bin/etcd': 'etcd-server',
  '/usr/sbin/haproxy': 'haproxy',
  '/usr/sbin/pgbouncer': 'pgbouncer',
};
const POSTGRES = '/usr/lib/postgresql';

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
  if (missing.length > 0) installPackages(missing);
  const found = postgresFolder();
  if (!found) throw new Error(`there is no PostgreSQL in ${POSTGRES}`);
  return found;
}

function postgresFolder(): string | undefined {
  const versions = fs.existsSync(POSTGRES) ? fs.readdirSync(POSTGRES).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => version >= 15));
  return newest > 0 ? `${POSTGRES}/${newest}/bin` : undefined;
}
