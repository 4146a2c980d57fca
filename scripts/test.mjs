import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { onStop } from './graceful-stop.mjs';
import { ensureAssets, ensureInstalled, requireNode, root, say } from './prepare.mjs';

/** Words of file names, as Jest takes them, and options of Jest; nothing means all. */
const selection = process.argv.slice(2);
const results = path.join(root, 'coverage/results.json');
/** Each file starts an academie and leaves it: with more room for what is new, collecting it costs a third less. */
const ROOM_FOR_THE_NEW = '--max-semi-space-size=64';

const running = new Set();
const end = onStop(async () => {
  const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of running) child.kill();
  await Promise.all(ended);
});

requireNode();
await ensureInstalled();
await ensureAssets();

fs.mkdirSync(path.dirname(results), { recursive: true });
fs.rmSync(results, { force: true });

// One after the other, beside the tests: these wait for a database and a browser now and then.
const checking = selection.length === 0 ? checkAll() : [];
const jestPassed = await finish(
  [
    ROOM_FOR_THE_NEW,
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${results}`,
    ...selection,
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

const failedChecks = (await checking).filter((check) => !check.passed);
for (const { name, output } of failedChecks) say(`\n${name}: failed\n${output}`);
if (selection.length > 0)
  say('\nOnly these tests ran; lock file, types, lint and formatting were not checked.');
const { passed, failed } = count();
say('');
console.log(`${passed} passed, ${failed + failedChecks.length} failed`);
await end(failed + failedChecks.length > 0 ? 1 : 0);

async function checkAll() {
  const bin = (file) => path.join('node_modules', file);
  return [
    await check('The lock file installs everywhere', ['scripts/check-lock.mjs']),
    await check('Types and lint', [
      bin('oxlint/bin/oxlint'),
      ...['--type-check', '--report-unused-disable-directives', '--deny-warnings'],
    ]),
    await check('Formatting', [bin('oxfmt/bin/oxfmt'), '--check']),
  ];
}

async function check(name, args) {
  let output = '';
  const passed = await finish(
    args,
    { stdio: ['ignore', 'pipe', 'pipe'] },
    (text) => (output += text),
  );
  say(`${passed ? 'passed' : 'FAILED'}  ${name}`);
  return { name, passed, output };
}

function finish(args, options, read) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, ...options });
    running.add(child);
    if (read) for (const stream of [child.stdout, child.stderr]) stream.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve(code === 0);
    });
  });
}

/** Tests as Jest counted them; a file that could not run at all is one failure. */
function count() {
  if (!fs.existsSync(results)) return { passed: 0, failed: 1 };
  const report = JSON.parse(fs.readFileSync(results, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: jestPassed ? failed : Math.max(failed, 1) };
}
