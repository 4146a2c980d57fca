import fs from 'node:fs';
import path from 'node:path';

import { LIB_ORDER } from '../support/lib-order';
import { FOLDERS } from './folders';

const IMPORT = /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"]([^'"]+)['"]/g;
const READS_ENVIRONMENT = ['libs/platform/config/config.ts'];
// An id carries the time it was made; no rule of the academie looks at it.
const READS_THE_CLOCK = ['libs/platform/time/clock.ts', 'libs/platform/config/ids.ts'];
const LONGEST = 300;
/** Of code, views and data in one folder; mail templates lie in a folder of their own. */
const MOST_FILES = 25;

const root = path.resolve(__dirname, '../..');

describe('architecture', () => {
  it('knows every lib', () => {
    expect(
      fs.readdirSync(path.join(root, 'libs')).filter((lib) => !LIB_ORDER.includes(lib)),
    ).toEqual([]);
  });

  it('holds for every file', () => {
    const files = ['apps', 'libs', 'migrations'].flatMap((folder) => sources(folder));
    const broken = files.flatMap((file) =>
      violations(file, fs.readFileSync(path.join(root, file), 'utf8')),
    );

    expect(broken).toEqual([]);
  });

  it('knows every folder, and each open file is there', () => {
    for (const [lib, folders] of Object.entries(FOLDERS)) {
      const there = entries(`libs/${lib}`, 'folder').filter((name) => name !== 'locales');
      expect([lib, Object.keys(folders).sort()]).toEqual([lib, there.sort()]);
      for (const [folder, open] of Object.entries(folders))
        for (const file of open)
          expect(fs.existsSync(path.join(root, 'libs', lib, folder, `${file}.ts`))).toBe(true);
    }
  });

  it('has no folder that is too large to look through', () => {
    const large = Object.entries(FOLDERS)
      .flatMap(([lib, folders]) => Object.keys(folders).map((folder) => `libs/${lib}/${folder}`))
      .filter((folder) => entries(folder, 'file').length > MOST_FILES);
    expect(large).toEqual([]);
  });

  it('has no files that import each other in a circle', () => {
    expect(circles()).toEqual([]);
  });

  it('finds the tests of a folder under its name', () => {
    for (const [lib, folders] of Object.entries(FOLDERS)) {
      if (!fs.existsSync(path.join(root, 'test', lib))) continue;
      const astray = entries(`test/${lib}`, 'file')
        .filter((name) => name.endsWith('.e2e-spec.ts'))
        .map((name) => name.replace('.e2e-spec.ts', ''))
        .filter(
          (name) => !Object.keys(folders).some((f) => name === f || name.startsWith(`${f}-`)),
        );
      expect([lib, astray]).toEqual([lib, []]);
    }
  });

  it.each(Object.entries(FOLDERS))('notices a folder of %s that looks down', (lib, folders) => {
    const [first, second] = Object.keys(folders) as [string, string];
    const bad = `import { T } from '../${second}/${second}.module';`;
    expect(violations(`libs/${lib}/${first}/a.ts`, bad)).toHaveLength(1);
    expect(violations(`libs/${lib}/${second}/a.ts`, bad.replaceAll(second, first))).toEqual([]);
    expect(violations(`libs/${lib}/${second}/a.ts`, `import '../${first}/closed';`)).toHaveLength(
      1,
    );
  });

  it.each([
    ['an import from the right', 'libs/people/a.ts', `import { T } from '@academie/targets';`],
    ['a type from the right', 'libs/people/a.ts', `import type { T } from '@academie/targets';`],
    ['a hidden import', 'libs/people/a.ts', `const t = await import('@academie/targets');`],
    ['a lib that does not exist', 'libs/people/a.ts', `import { T } from '@academie/mail';`],
    ['its own front door', 'libs/people/a.ts', `import { P } from '@academie/people';`],
    ['a side door', 'libs/targets/a.ts', `export * from '@academie/people/person.entity';`],
    ['a side door in a view', 'apps/academie/a.ts', `import '@academie/people/roles';`],
    ['a way round the door', 'apps/academie/a.ts', `import { P } from '../../libs/people';`],
    ['a step out of the lib', 'libs/people/a.ts', `import { T } from '../targets/target.entity';`],
    ['a step out of the lib', 'libs/people/merge/a.ts', `import '../../targets/rule/rule';`],
    ['the application', 'libs/people/a.ts', `import { M } from 'apps/academie/academie.module';`],
    ['an application', 'migrations/a.ts', `import { M } from '../../apps/academie/main';`],
    ['the environment', 'libs/people/a.ts', `const url = process.env.DATABASE_URL;`],
    ['the environment', 'apps/academie/main.ts', `const { env } = process;`],
    ['the wall clock', 'libs/people/a.ts', `const today = new Date();`],
    ['the wall clock', 'libs/people/a.ts', `const today = Date.now();`],
    ['the clock of the database', 'libs/people/a.ts', '`WHERE starts_at > now()`'],
    ['the clock of the database', 'libs/people/a.sql', '  WHERE starts_at > now()'],
    ['a file that is too long', 'libs/people/a.ts', '\n'.repeat(LONGEST + 1)],
  ])('notices %s in %s', (_what, file, source) => {
    expect(violations(file, source)).toHaveLength(1);
  });

  it.each([
    ['libs/targets/a.ts', `import { Clock } from '@academie/platform';`],
    ['libs/people/a.ts', `import { Person } from './person.entity';`],
    ['libs/people/a.ts', `const today = this.clock.now(); const day = new Date(text);`],
    ['apps/academie/main.ts', `import { migrations } from '../../migrations';`],
    ['libs/platform/config/config.ts', `export const read = (env = process.env) => env;`],
  ])('lets a good line in %s pass: %s', (file, source) => {
    expect(violations(file, source)).toEqual([]);
  });
});

function violations(file: string, source: string): string[] {
  const broken = [...source.matchAll(IMPORT)]
    .map(([, target]) => target!)
    .map((target) => [target, whatIsWrongWith(file, target)] as const)
    .filter(([, problem]) => problem)
    .map(([target, problem]) => `${file} imports ${target}: ${problem}`);

  if (/process\.env\b|\benv\b.*= process\b/.test(source) && !READS_ENVIRONMENT.includes(file))
    broken.push(`${file} reads the environment: only ${READS_ENVIRONMENT.join()} does`);
  if (readsTheClock(source) && !READS_THE_CLOCK.includes(file) && !file.endsWith('spec.ts'))
    broken.push(`${file} reads the time itself: inject Clock of @academie/platform`);
  if (source.split('\n').length > LONGEST) broken.push(`${file} is longer than ${LONGEST} lines`);
  return broken;
}

function whatIsWrongWith(file: string, target: string): string | undefined {
  const [folder, own] = file.split('/') as [string, string];
  if (target.startsWith('@academie/')) {
    const [, lib, ...deeper] = target.split('/') as [string, string, ...string[]];
    if (deeper.length > 0) return 'only the front door of a lib is open';
    if (!LIB_ORDER.includes(lib)) return 'there is no such lib';
    if (folder !== 'libs') return undefined;
    if (lib === own) return 'inside a lib a file imports ./file';
    return LIB_ORDER.indexOf(lib) < LIB_ORDER.indexOf(own)
      ? undefined
      : 'a lib imports from its left';
  }
  if (/(^|\/)apps\//.test(target)) return 'nobody imports an application';
  if (/(^|\/)libs\//.test(target)) return 'a lib is imported as @academie/<lib>';
  if (folder !== 'libs' || !target.startsWith('.')) return undefined;
  return whatIsWrongInside(own, file, path.posix.join(path.posix.dirname(file), target));
}

/** What is wrong with an import from `file` to `target` (both from the root) within one lib. */
function whatIsWrongInside(lib: string, file: string, target: string): string | undefined {
  if (!target.startsWith(`libs/${lib}/`)) return 'a relative import stays inside its lib';
  const from = folderOf(file);
  const to = folderOf(target);
  const name = path.posix.basename(target);
  if (to === from || from === undefined) return undefined;
  if (to === undefined)
    return name === `${lib}.errors` ? undefined : 'of the root of a lib only its errors are open';
  const order = Object.keys(FOLDERS[lib] ?? {});
  if (order.indexOf(to) >= order.indexOf(from)) return 'a folder imports from folders above it';
  return name === `${to}.module` || FOLDERS[lib]?.[to]?.includes(name)
    ? undefined
    : `only its open files, and ${name} is none`;
}

/** The feature folder of a file in a lib; undefined for one in the root of the lib. */
const folderOf = (file: string): string | undefined => {
  const [, , folder, ...deeper] = file.split('/');
  return deeper.length > 0 ? folder : undefined;
};

/** Files that import each other in a circle, by the path of imports that leads back. */
function circles(): string[] {
  const imports = new Map(
    sources('libs').map((file) => [
      file,
      [...fs.readFileSync(path.join(root, file), 'utf8').matchAll(IMPORT)]
        .map(([, target]) => target!)
        .filter((target) => target.startsWith('.'))
        .map((target) => `${path.posix.join(path.posix.dirname(file), target)}.ts`),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' > '));
    else if (!done.has(file))
      for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

const readsTheClock = (source: string): boolean =>
  /\bnew Date\(\)|\bDate\.now\(|(?<![.\w])now\(\)|\bCURRENT_(?:DATE|TIMESTAMP)\b/.test(
    source.replace(/^\s*(?:\/\/|\*|\/\*|--).*$/gm, '').replace(/\bnow\(\): /g, ''),
  );

const entries = (folder: string, kind: 'file' | 'folder'): string[] =>
  fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() === (kind === 'folder'))
    .map(({ name }) => name);

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(file);
    return /\.(ts|sql)$/.test(file) ? [file] : [];
  });
}
