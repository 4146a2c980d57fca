import fs from 'node:fs';
import path from 'node:path';

/** A lib imports only from its left. */
const ORDER = [
  'platform',
  'people',
  'catalogue',
  'enrolment',
  'elearning',
  'attendance',
  'acts',
  'targets',
  'knowledge',
];

const IMPORT = /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"]([^'"]+)['"]/g;
const READS_ENVIRONMENT = ['libs/platform/config.ts'];
// An id carries the time it was made; no rule of the academie looks at it.
const READS_THE_CLOCK = ['libs/platform/clock.ts', 'libs/platform/ids.ts'];
const LONGEST = 300;

const root = path.resolve(__dirname, '..');

describe('architecture', () => {
  it('knows every lib', () => {
    expect(fs.readdirSync(path.join(root, 'libs')).filter((lib) => !ORDER.includes(lib))).toEqual(
      [],
    );
  });

  it('holds for every file', () => {
    const files = ['apps', 'libs', 'migrations'].flatMap((folder) => sources(folder));
    const broken = files.flatMap((file) =>
      violations(file, fs.readFileSync(path.join(root, file), 'utf8')),
    );

    expect(broken).toEqual([]);
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
    ['a step up', 'libs/people/a.ts', `import { T } from '../targets/target.entity';`],
    ['the application', 'libs/people/a.ts', `import { M } from 'apps/academie/academie.module';`],
    ['an application', 'migrations/a.ts', `import { M } from '../apps/academie/main';`],
    ['the environment', 'libs/people/a.ts', `const url = process.env.DATABASE_URL;`],
    ['the environment', 'apps/academie/main.ts', `const { env } = process;`],
    ['the wall clock', 'libs/people/a.ts', `const today = new Date();`],
    ['the wall clock', 'libs/people/a.ts', `const today = Date.now();`],
    ['the clock of the database', 'libs/people/a.ts', '`WHERE starts_at > now()`'],
    ['a file that is too long', 'libs/people/a.ts', '\n'.repeat(LONGEST + 1)],
  ])('notices %s in %s', (_what, file, source) => {
    expect(violations(file, source)).toHaveLength(1);
  });

  it.each([
    ['libs/targets/a.ts', `import { Clock } from '@academie/platform';`],
    ['libs/people/a.ts', `import { Person } from './person.entity';`],
    ['libs/people/a.ts', `const today = this.clock.now(); const day = new Date(text);`],
    ['apps/academie/main.ts', `import { migrations } from '../../migrations';`],
    ['libs/platform/config.ts', `export const read = (env = process.env) => env;`],
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
    if (!ORDER.includes(lib)) return 'there is no such lib';
    if (folder !== 'libs') return undefined;
    if (lib === own) return 'inside a lib a file imports ./file';
    return ORDER.indexOf(lib) < ORDER.indexOf(own) ? undefined : 'a lib imports from its left';
  }
  if (/(^|\/)apps\//.test(target)) return 'nobody imports an application';
  if (folder === 'libs' && target.startsWith('..')) return 'inside a lib a file imports ./file';
  return /(^|\/)libs\//.test(target) ? 'a lib is imported as @academie/<lib>' : undefined;
}

const readsTheClock = (source: string): boolean =>
  /\bnew Date\(\)|\bDate\.now\(|(?<![.\w])now\(\)|\bCURRENT_(?:DATE|TIMESTAMP)\b/.test(
    source.replace(/^\s*(?:\/\/|\*|\/\*|--).*$/gm, '').replace(/\bnow\(\): /g, ''),
  );

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(file);
    return file.endsWith('.ts') ? [file] : [];
  });
}
