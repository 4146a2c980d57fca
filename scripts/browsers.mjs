// The main job, the register without a network and a lesson in Firefox and in WebKit, the engine of iPhones.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { ensureAssets, ensureInstalled, requireNode, root, say } from './prepare.mjs';

const PACKAGES = ['firefox-esr', 'webkit2gtk-driver', 'xvfb', 'xauth'];
const PROGRAMS = ['/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];

requireNode();
await ensureInstalled();
await ensureAssets();
if (!PROGRAMS.every((program) => fs.existsSync(program))) install();

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const engines = String.raw`/test/browser/.*\.engine-spec\.ts$`;
spawn(process.execPath, [jest, '--testRegex', engines, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
}).once('close', (code) => process.exit(code ?? 1));

/** Debian has both as packages; elsewhere FIREFOX_PATH and WEBKIT_DRIVER_PATH say where they are. */
function install() {
  if (process.env.FIREFOX_PATH && process.env.WEBKIT_DRIVER_PATH) return;
  say(`Installing ${PACKAGES.join(', ')} …`);
  try {
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { ...quiet, env });
    execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...PACKAGES], {
      ...quiet,
      env,
    });
  } catch {
    say(`Install ${PACKAGES.join(', ')} first, as root: apt-get install ${PACKAGES.join(' ')}`);
    process.exit(1);
  }
}
