// The main job, the register without a network and a lesson in Firefox and in WebKit, the engine of iPhones.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { installPackages } from './debian-packages.mjs';
import { ensureAssets, ensureInstalled, requireNode, root } from './prepare.mjs';

const PACKAGES = ['firefox-esr', 'webkit2gtk-driver', 'xvfb', 'xauth'];
const PROGRAMS = ['/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];

requireNode();
await ensureInstalled();
await ensureAssets();
// Debian has both as packages; elsewhere these two say where they are.
const { FIREFOX_PATH, WEBKIT_DRIVER_PATH } = process.env;
const isThere = PROGRAMS.every((program) => fs.existsSync(program));
if (!isThere && !(FIREFOX_PATH && WEBKIT_DRIVER_PATH)) installPackages(PACKAGES);

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const engines = String.raw`/test/browser/.*\.engine-spec\.ts$`;
spawn(process.execPath, [jest, '--testRegex', engines, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
}).once('close', (code) => process.exit(code ?? 1));
