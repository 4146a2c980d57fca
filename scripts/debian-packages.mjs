import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** A package that is installed starts its service, unless this says no. */
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Installs packages of Debian, when this is root on Debian; their services do not start.
 * @throws with the command to give first, anywhere else
 */
export function installPackages(names) {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get'))
    throw new Error(`Install these first, as root: apt-get install ${names.join(' ')}`);
  console.error(`Installing ${names.join(', ')} …`);
  const isOurs = !fs.existsSync(POLICY);
  if (isOurs) fs.writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...names);
  } finally {
    if (isOurs) fs.rmSync(POLICY);
  }
}

function apt(...args) {
  execFileSync('apt-get', ['-qq', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
