import fs from 'node:fs';
import path from 'node:path';

import { Client } from 'pg';

import { ROOT } from '@academie/platform';

import { hashOf, type SqlFile, sqlFiles } from '../../migrations/sql-file';
import { startAcademie } from '../support/academie';
import { databaseTexts, type DatabaseText, type RunSql } from '../support/database-texts';

/** From this one on, migrations load what they make. */
const FIRST_THAT_LOADS = 1796000000200;

describe('what the database does', () => {
  const academie = startAcademie();

  it('stands in one file for each function, and each file stands in the database', async () => {
    expect(await differences(academie.config.databaseUrl)).toEqual([]);
  });

  it.each([
    [
      'a function without a file',
      `CREATE FUNCTION enrolment.planted() RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
      'enrolment.planted() is in the database and in no file',
    ],
    [
      'a trigger without a file',
      `CREATE TRIGGER planted BEFORE DELETE ON people.person FOR EACH ROW
         EXECUTE FUNCTION platform.refuse_change()`,
      'trigger planted on people.person is in the database and in no file',
    ],
    [
      'a file of which the database has no function',
      'DROP FUNCTION enrolment.line(uuid)',
      'enrolment.line(uuid) is in its file and not in the database',
    ],
    [
      'a file of which the database has no trigger',
      'DROP TRIGGER mark_append_only ON attendance.mark',
      'trigger mark_append_only on attendance.mark is in its file and not in the database',
    ],
    [
      'a function with another text',
      `CREATE OR REPLACE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql
         AS 'BEGIN RETURN NEW; END'`,
      'platform.refuse_change() is other in its file than in the database',
    ],
    [
      'a trigger with another text',
      `CREATE OR REPLACE TRIGGER mark_append_only BEFORE UPDATE ON attendance.mark FOR EACH ROW
         EXECUTE FUNCTION platform.refuse_change()`,
      'trigger mark_append_only on attendance.mark is other in its file than in the database',
    ],
  ])('notices %s', async (_what, planted, problem) => {
    const noticed = await differences(academie.config.databaseUrl, planted);

    expect(noticed).toEqual([expect.stringContaining(problem)]);
  });

  it.each(sqlFiles())('is explained at the head of $file', ({ name, text }) => {
    const [head] = text.split('CREATE');
    const said = name.split('.')[1]!;

    expect(head).toMatch(new RegExp(`^-- .*\\b${said}\\b`));
    for (const part of ['-- Rule: ', '-- Why here: ', '-- Called by: '])
      expect(head).toContain(part);
  });

  it('keeps of replaced texts only those that a migration still loads', () => {
    const migrations = newMigrations().map(({ source }) => source);
    const wrong = fs.readdirSync(path.join(ROOT, 'migrations/replaced')).filter((file) => {
      const [, name, hash] = /^(\w+\.\w+)\.([0-9a-f]{8})\.sql$/.exec(file) ?? [];
      const text = fs.readFileSync(path.join(ROOT, 'migrations/replaced', file), 'utf8');
      const loads = `sqlFile('${name}', '${hash}')`;
      return hashOf(text) !== hash || !migrations.some((source) => source.includes(loads));
    });

    expect(wrong).toEqual([]);
  });

  it('is written in no migration', () => {
    const wrong = newMigrations().filter(({ source }) =>
      /CREATE\s+(OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE|TRIGGER|VIEW|MATERIALIZED)/i.test(source),
    );

    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

/**
 * Makes everything anew from the files, in a transaction that is rolled back, and compares. `planted`
 * is a statement to run before.
 */
async function differences(url: string, planted = ''): Promise<string[]> {
  const client = new Client(url);
  await client.connect();
  const run: RunSql = async (text) => (await client.query<Record<string, string>>(text)).rows;
  try {
    await run(`BEGIN; SET LOCAL check_function_bodies = off; ${planted}`);
    const kept = await databaseTexts(run);
    await dropAll(run, kept);
    for (const { text } of sqlFiles().sort(functionsFirst)) await run(text);
    return compare(kept, await databaseTexts(run));
  } finally {
    await client.end();
  }
}

function compare(kept: Map<string, DatabaseText>, made: Map<string, DatabaseText>): string[] {
  const names = [...made.values()].map(({ name }) => name);
  return [
    ...sqlFiles()
      .filter(({ name }) => !names.includes(name))
      .map(({ file, name }) => `${file} does not make ${name}`),
    ...[...kept.keys()]
      .filter((key) => !made.has(key))
      .map((key) => `${key} is in the database and in no file`),
    ...[...made].flatMap(([key, { name, text }]) => {
      const maker = sqlFiles().find((file) => file.name === name) ?? makerOfTrigger(name);
      if (!maker) return [`${key} has no file of its own name`];
      const advice = `load it in a new migration, sqlFile('${maker.name}', '${maker.hash}')`;
      if (!kept.has(key)) return [`${key} is in its file and not in the database: ${advice}`];
      if (kept.get(key)?.text === text) return [];
      return [`${key} is other in its file than in the database: ${advice}`];
    }),
  ];
}

/** A trigger stands with the function that it calls, or with another trigger of the same rule. */
const makerOfTrigger = (name: string): SqlFile | undefined =>
  sqlFiles().find(({ text }) => text.includes(` TRIGGER ${name.split('.')[1]!} `));

/** Triggers may call the function of another file. */
const functionsFirst = (a: SqlFile, b: SqlFile): number =>
  Number(b.text.includes(' FUNCTION ' + b.name)) - Number(a.text.includes(' FUNCTION ' + a.name));

async function dropAll(run: RunSql, kept: Map<string, DatabaseText>): Promise<void> {
  for (const key of kept.keys()) {
    const [kind] = key.split(' ');
    if (kind === 'view') await run(`DROP VIEW IF EXISTS ${key.slice(5)} CASCADE`);
    else if (kind !== 'trigger') await run(`DROP FUNCTION IF EXISTS ${key} CASCADE`);
  }
}

const newMigrations = (): { file: string; source: string }[] =>
  fs
    .readdirSync(path.join(ROOT, 'migrations'))
    .filter((file) => Number.parseInt(file, 10) >= FIRST_THAT_LOADS)
    .map((file) => ({
      file,
      source: fs.readFileSync(path.join(ROOT, 'migrations', file), 'utf8'),
    }));
