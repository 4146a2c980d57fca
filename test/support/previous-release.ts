import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

import type { RunSql } from './database-texts';
import { type SchemaPromises, schemaPromises } from './schema-promises';

const FOLDER = path.join(ROOT, 'migrations/previous');

/** What the release before this one relies on. */
export interface PreviousRelease {
  release: string;
  schema: SchemaPromises;
  /** Each statement that its tests saw its program send. */
  statements: string[];
}

const read = <T>(name: string): T =>
  JSON.parse(fs.readFileSync(path.join(FOLDER, name), 'utf8')) as T;

export const previousRelease = (): PreviousRelease => ({
  ...read<{ release: string; schema: SchemaPromises }>('schema.json'),
  statements: read<string[]>('statements.json'),
});

/** What may differ though it is a promise, with the reason. */
export const allowedDifferences = (): { reason: string; broken: string[] }[] =>
  read('allowed.json');

/** Writes down what this release relies on: the next one is held to it. */
export async function keepRelease(run: RunSql, recorded: string): Promise<void> {
  const { version } = read<{ version: string }>('../../package.json');
  const schema = await schemaPromises(run);
  const said = new Set(
    fs
      .readdirSync(recorded)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => fs.readFileSync(path.join(recorded, name), 'utf8').split('\n'))
      .filter(Boolean)
      .map((line) => JSON.parse(line) as string),
  );
  // Some are about a table that lives as long as one transaction.
  const statements: string[] = [];
  for (const text of [...said].sort()) if (!(await whyNot(run, text))) statements.push(text);
  write('schema.json', { release: version, schema });
  write('statements.json', statements);
  write('allowed.json', []);
}

/** Why PostgreSQL does not take this statement on the tables as they are; undefined when it does. */
export async function whyNot(run: RunSql, text: string): Promise<string | undefined> {
  try {
    await run(`PREPARE of_release AS ${text}`);
    await run('DEALLOCATE of_release');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const write = (name: string, content: object): void =>
  fs.writeFileSync(path.join(FOLDER, name), `${JSON.stringify(content, null, 2)}\n`);
