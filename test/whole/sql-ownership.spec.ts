import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

import { LIB_ORDER } from '../support/lib-order';
import { sqlReferences } from '../support/sql-references';
import exceptions from './sql-ownership.json';

/** Which file uses which table of another lib; `acts/act-list.ts reads people.person`. */
interface Use {
  /** Lib and name: the folder in the lib is left out, since moving a file changes nothing. */
  file: string;
  lib: string;
  access: 'reads' | 'writes';
  table: string;
}

// A view may be read by others: its file says at its head what it promises (docs/database.md).
const TABLES = namesIn(/@Entity\(\{\s*schema: '(\w+)',\s*name: '(\w+)'/g);
const VIEWS = namesIn(/CREATE OR REPLACE VIEW (\w+)\.(\w+)/g);

const textOf = ({ file, access, table }: Use): string => `${file} ${access} ${table}`;
const ownerOf = (table: string): string => table.split('.')[0] ?? '';
const isFromTheLeft = ({ lib, table }: Use): boolean =>
  LIB_ORDER.indexOf(ownerOf(table)) < LIB_ORDER.indexOf(lib);

describe('the tables of a schema', () => {
  const found = sources().flatMap(([file, source]) => foreignUses(file, source));
  const listed = exceptions.flatMap(({ uses }) => uses);

  it('are written by their owner, and read by others through its queries or a view', () => {
    const uses = new Set(found.map(textOf));
    // Do not add to the list: ask the owner for a command or a query. Take out what is gone.
    expect({
      new: [...uses].filter((use) => !listed.includes(use)).sort(),
      gone: listed.filter((use) => !uses.has(use)).sort(),
    }).toEqual({ new: [], gone: [] });
  });

  it('are read by no lib to the left of their owner', () => {
    expect(found.filter((use) => !isFromTheLeft(use)).map(textOf)).toEqual([]);
  });

  it('have each exception once, with a reason', () => {
    expect(listed.filter((use, index) => listed.indexOf(use) !== index)).toEqual([]);
    expect(exceptions.filter(({ reason, uses }) => reason.length < 20 || !uses.length)).toEqual([]);
  });

  it('are counted', () => {
    const count = (access: Use['access']): string => {
      const those = found.filter((use) => use.access === access);
      return `${new Set(those.map(textOf)).size} (${those.length} times)`;
    };
    process.stdout.write(`foreign writes: ${count('writes')}, reads: ${count('reads')}\n`);

    expect(found.length).toBeGreaterThan(0);
  });

  it.each([
    ['an UPDATE', 'libs/acts/a.ts', '`UPDATE people.person SET x = 1`', 'writes people.person'],
    ['an INSERT', 'libs/acts/a.ts', '`INSERT INTO  people.person (id)`', 'writes people.person'],
    ['a DELETE', 'libs/acts/a.ts', '`DELETE FROM people.person`', 'writes people.person'],
    ['a MERGE', 'libs/acts/a.ts', '`MERGE INTO people.person p`', 'writes people.person'],
    ['insertRows', 'libs/acts/a.ts', `insertRows(tx, 'people.person', r)`, 'writes people.person'],
    ['a name to COPY', 'libs/acts/a.ts', `const t = 'people.person';`, 'writes people.person'],
    ['a FROM', 'libs/acts/b/a.ts', '`SELECT 1 FROM people.person p`', 'reads people.person'],
    ['a JOIN', 'libs/acts/a.ts', '`JOIN people.person p ON true`', 'reads people.person'],
    ['a list', 'libs/acts/a.ts', '`FROM acts.act a, people.person p`', 'reads people.person'],
    ['a part', 'libs/acts/a.ts', 'const WHO = `people.person p`;', 'reads people.person'],
    ['a function', 'libs/acts/a.sql', '  FROM people.person p;', 'reads people.person'],
    ['the right', 'libs/people/a.ts', '`SELECT 1 FROM acts.act`', 'reads acts.act'],
    ['a view on the right', 'libs/people/a.ts', '`FROM acts.shown_act`', 'reads acts.shown_act'],
    ['the application', 'apps/academie/a.ts', '`FROM acts.act`', 'reads acts.act'],
  ])('notices %s in %s', (_what, file, source, use) => {
    const noticed = foreignUses(file, source, ['acts.shown_act']);

    expect(noticed.map(({ access, table }) => `${access} ${table}`)).toEqual([use]);
  });

  it.each([
    ['its own table', 'libs/people/a.ts', '`UPDATE people.person SET x = 1`'],
    ['a comment', 'libs/acts/a.ts', '  // as people.person'],
    ['a column of a table', 'libs/acts/a.ts', `part = 'people.person.id'`],
    ['a function of the database', 'libs/acts/a.ts', '`SELECT platform.uuid_v7()`'],
    ['a view of a lib to the left', 'libs/acts/a.ts', '`FROM people.shown_person`'],
  ])('lets %s pass', (_what, file, source) => {
    expect(foreignUses(file, source, ['people.shown_person'])).toEqual([]);
  });
});

/** Each use of a table of another lib, except reading a view of a lib to the left. */
function foreignUses(file: string, source: string, views = VIEWS): Use[] {
  const [, lib = ''] = file.split('/');
  return sqlReferences(source, [...TABLES, ...views])
    .map((reference) => ({ file: `${lib}/${path.basename(file)}`, lib, ...reference }))
    .filter(({ table }) => ownerOf(table) !== lib)
    .filter((use) => use.access === 'writes' || !views.includes(use.table) || !isFromTheLeft(use));
}

/** Every source file of the product, with its text. */
function sources(): [string, string][] {
  return ['apps', 'libs'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!spec)\.(ts|sql)$/.test(file))
      .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
      .map((file): [string, string] => [file, fs.readFileSync(path.join(ROOT, file), 'utf8')]),
  );
}

function namesIn(declaration: RegExp): string[] {
  return sources().flatMap(([, source]) =>
    [...source.matchAll(declaration)].map(([, schema, name]) => `${schema!}.${name!}`),
  );
}
