import { isDeepStrictEqual } from 'node:util';

import { DataSource } from 'typeorm';

import { databaseOptions } from '@academie/platform';

import { migrations } from '../../migrations';
import { startAcademie } from '../support/academie';
import { bare, databaseTexts } from '../support/database-texts';

/** By the moment in its name, as TypeORM runs them; the list may have them as they were written. */
const inOrder = [...migrations].sort((a, b) => momentOf(a) - momentOf(b));

describe('migrations', () => {
  const academie = startAcademie();

  // Changed CHECK texts and index predicates escape this (TypeORM compares names): those have a test
  // of their own that inserts the forbidden row.
  it('leave nothing for the entities to add', async () => {
    const { extra, ...options } = databaseOptions(academie.config);
    // TypeORM asks for all tables at once over one connection, which pg only takes as a pipeline.
    const source = new DataSource({
      ...options,
      entities: academie.database.source.entityMetadatas.map(({ target }) => target),
      extra: { ...extra, pipeline: true },
    });
    await source.initialize();
    const drift = await source.driver.createSchemaBuilder().log();
    await source.destroy();

    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('go down to nothing and up again, with the same functions and triggers at each step', async () => {
    const source = new DataSource({ ...databaseOptions(academie.config), migrations });
    await source.initialize();
    const texts = new Map<string, unknown>();
    for (const { name } of [...inOrder].reverse()) {
      texts.set(name, await textsOf(source));
      await source.undoLastMigration();
    }
    const schemas = await source.query<{ nspname: string }[]>(
      `SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)'`,
    );
    const runner = source.createQueryRunner();
    const other: string[] = [];
    for (const migration of inOrder) {
      await new migration().up(runner);
      if (!isDeepStrictEqual(await textsOf(source), texts.get(migration.name)))
        other.push(migration.name);
    }
    await runner.release();
    await source.destroy();

    expect(schemas).toEqual([]);
    expect(other).toEqual([]);
  });
});

function momentOf({ name }: { name: string }): number {
  return Number(name.slice(-13));
}

/** What each function, trigger and view does, whatever its layout. */
async function textsOf(source: DataSource): Promise<Map<string, string>> {
  const texts = await databaseTexts((text) => source.query(text));
  return new Map([...texts].map(([key, { text }]) => [key, bare(text)]));
}
