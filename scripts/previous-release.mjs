// Runs tests of an earlier release against the database of this one: npm run previous -- <commit or tag> [words of files]
// Writes down what this release relies on, when it goes out: npm run previous -- keep [words of files]
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { onStop } from './graceful-stop.mjs';
import { dataDir, ensureAssets, ensureInstalled, requireNode, root, run, say } from './prepare.mjs';

/** What people do all day; names of files are words for Jest. */
const DAILY = [
  ...[
    'test/people/access',
    'test/people/membership',
    'test/catalogue/offering',
    'test/catalogue/search',
  ],
  ...[
    'test/enrolment/place',
    'test/enrolment/waiting-list',
    'test/enrolment/mine',
    'test/attendance/register',
  ],
  ...[
    'test/attendance/walk-in',
    'test/attendance/certificate',
    'test/acts/act',
    'test/targets/ledger',
  ],
  ...['test/targets/overview', 'test/elearning/learning', 'test/platform/mail'],
];

const [revision, ...words] = process.argv.slice(2);
if (!revision) {
  say('Which release? npm run previous -- <commit or tag> [words of names of tests]');
  process.exit(1);
}
requireNode();
await ensureInstalled();
await ensureAssets();
if (revision === 'keep') {
  await keep();
  process.exit();
}

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const commit = git('rev-parse', '--verify', `${revision}^{commit}`);
const folder = path.join(dataDir, 'previous', commit.slice(0, 12));
if (!fs.existsSync(folder)) git('worktree', 'add', '--quiet', '--detach', folder, commit);
// Packages are only added from one release to the next; one that is gone or changed shows in its tests.
link(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
link(path.join(root, 'apps/academie/public'), path.join(folder, 'apps/academie/public'));

// Its own configuration, tests and program; the database is made by the migrations of this release.
const config = path.join(folder, 'previous.config.cjs');
fs.writeFileSync(
  config,
  `module.exports = { ...require('./jest.config.cjs'), globalSetup: ${JSON.stringify(path.join(root, 'test/jest/setup.cjs'))} };\n`,
);
const jest = spawn(
  process.execPath,
  [
    path.join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    config,
    ...(words.length ? words : DAILY),
  ],
  { cwd: folder, stdio: 'inherit' },
);
onStop(async () => void jest.kill());
jest.once('close', (code) => {
  git('worktree', 'remove', '--force', folder);
  process.exit(code ?? 1);
});

/** Lets all tests run, or those of the words, and keeps what the program said to the database. */
async function keep() {
  const recorded = path.join(dataDir, 'statements');
  fs.rmSync(recorded, { recursive: true, force: true });
  await test(words, { RECORD_STATEMENTS: recorded });
  await test(['previous-release'], { KEEP_RELEASE: recorded });
}

function test(args, env) {
  return run(process.execPath, [path.join(root, 'scripts/test.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
}

function link(target, at) {
  fs.rmSync(at, { recursive: true, force: true });
  fs.symlinkSync(target, at);
}
