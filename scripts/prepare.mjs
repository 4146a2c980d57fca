// Node's own modules only: this runs before node_modules exists.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { withLock } from './lock-file.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const program = {
  stamp: 'dist/.built',
  sources: ['apps', 'libs', 'migrations', 'tsconfig.json', 'nest-cli.json', 'package-lock.json'],
  kinds: /(?<!spec)\.(ts|json)$/,
};
const assets = {
  stamp: 'apps/academie/public/dist/.built',
  sources: ['apps', 'libs', 'scripts/assets.mjs', 'package-lock.json'],
  kinds: /\.(hbs|css|m?js|svg|json)$/, // a class that no page has is left out of the style sheet
};

/** Where everything lies that this copy of the academie keeps. */
export const dataDir = path.resolve(root, process.env.ACADEMIE_DATA_DIR || '.data');

/** Progress goes to stderr, so that the output of a command stays clean. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Stops here when this Node is too old to load the packages we use. */
export function requireNode([major, minor] = [20, 19]) {
  const [have, haveMinor] = process.versions.node.split('.').map(Number);
  if (have > major || (have === major && haveMinor >= minor)) return;
  say(`The academie needs Node ${major}.${minor} or newer; this is ${process.version}.`);
  process.exit(1);
}

/** Stops here when a real academie is meant and it has no database: a demo is not what was asked for. */
export function requireDatabase(env = process.env) {
  const isReal = env.NODE_ENV === 'production' || env.ACADEMIE_URL?.startsWith('https:');
  if (env.DATABASE_URL || !isReal) return;
  say(
    'A real academie needs a PostgreSQL of yours: set DATABASE_URL, such as postgres://academie:secret@localhost/academie, or leave NODE_ENV=production and an https ACADEMIE_URL out to start the demo.',
  );
  process.exit(1);
}

/** Says what is going on now, every five seconds that it still is, and how long it took. */
export async function step(title, work) {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  say(`${title} …`);
  const ticker = setInterval(() => say(`  … ${Math.round(Number(seconds()))} s`), 5000);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    say(`  … ${seconds()} s, done`);
  }
}

/** Runs a program of ours in the root; what it prints goes to stderr. Rejects when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === 0
        ? resolve()
        : reject(
            new Error(`${path.basename(command)} ${args.join(' ')} failed (${code ?? signal})`),
          ),
    );
  });
}

export async function ensureInstalled() {
  if (missingPackages() === 0) return;
  await withLock(path.join(root, '.data'), say, async () => {
    const missing = missingPackages();
    if (missing === 0) return;
    await step(`Installing ${missing} packages`, () =>
      npm([
        'ci',
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]),
    );
  });
}

/** Builds what changed since the last time; `force` builds anyway. */
export async function ensureBuilt({ force = false } = {}) {
  await ensureAssets({ force });
  await unlessCurrent(program, force, async () => {
    fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
    await step('Building the program', () =>
      run(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'academie']),
    );
    const missing = missingThreads(path.join(root, 'libs'), path.join(root, 'dist/libs'));
    if (missing.length > 0)
      throw new Error(
        `The build left out ${missing.join(', ')}. Import its types where it is started, then it comes along.`,
      );
  });
}

/** Code that runs in a thread is started by its path, so nothing else tells that the build left it out. */
export const missingThreads = (sources, built) =>
  fs
    .readdirSync(sources, { recursive: true })
    .filter(
      (file) =>
        file.endsWith('-thread.ts') && file !== path.join('platform', 'jobs', 'own-thread.ts'),
    )
    .filter((file) => !fs.existsSync(path.join(built, file.replace(/\.ts$/, '.js'))));

/** Style sheet, scripts, fonts and images only: all that the tests need of a build. */
export async function ensureAssets({ force = false } = {}) {
  await unlessCurrent(assets, force, async () => {
    const { buildAssets } = await import('./assets.mjs');
    const esbuild = await import('esbuild');
    await step('Building the style sheet', buildAssets);
    await esbuild.stop(); // its process would stay as long as we do
  });
}

async function unlessCurrent(product, force, build) {
  const isCurrent = () => !force && wasBuiltAfterChanges(product);
  if (isCurrent()) return;
  await withLock(path.join(root, '.data'), say, async () => {
    if (isCurrent()) return;
    const stamp = path.join(root, product.stamp);
    fs.mkdirSync(path.dirname(stamp), { recursive: true });
    const began = new Date();
    await build();
    fs.writeFileSync(stamp, '');
    fs.utimesSync(stamp, began, began);
  });
}

function missingPackages() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).filter(
    ([name, { version, optional, devOptional, peer, link }]) =>
      name && !optional && !devOptional && !peer && !link && present[name]?.version !== version,
  ).length;
}

/** Differs whenever the program was built, or packages were installed, anew. */
export const stateOfProgram = () =>
  [program.stamp, 'node_modules/.package-lock.json', 'scripts/kept-program.cjs']
    .map((file) => fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs)
    .join(' ');

function readPackages(file) {
  const lock = path.join(root, file);
  return fs.existsSync(lock) ? JSON.parse(fs.readFileSync(lock, 'utf8')).packages : {};
}

// Under `npm start` this is the npm that started us; `node scripts/start.mjs` takes the one in PATH.
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js')
    ? run(process.execPath, [cli, ...args], options)
    : run('npm', args, { shell: process.platform === 'win32', ...options });
}

function wasBuiltAfterChanges({ stamp, sources, kinds }) {
  const built = fs.statSync(path.join(root, stamp), { throwIfNoEntry: false });
  const changed = sources.map((source) => lastChange(path.join(root, source), kinds));
  return built !== undefined && Math.max(...changed) <= built.mtimeMs;
}

// A folder with sources counts too: its time changes when one of them goes away.
function lastChange(file, kinds) {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found || path.basename(file) === 'dist') return 0;
  if (!found.isDirectory()) return kinds.test(file) ? found.mtimeMs : 0;
  const names = fs.readdirSync(file);
  const inside = names.map((name) => lastChange(path.join(file, name), kinds));
  return Math.max(names.some((name) => kinds.test(name)) ? found.mtimeMs : 0, 0, ...inside);
}
