import { DataSource } from 'typeorm';

import { databaseOptions } from '@academie/platform';

import { migrations } from '../migrations';
import { startAcademie } from './academie';

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

  it('go down to nothing and up again', async () => {
    const source = new DataSource({
      ...databaseOptions(academie.config),
      migrations,
    });
    await source.initialize();
    while (
      await source.query<unknown[]>('SELECT 1 FROM migrations LIMIT 1').then((left) => left.length)
    )
      await source.undoLastMigration();
    const left = await source.query<{ nspname: string }[]>(
      `SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)'`,
    );
    const redone = await source.runMigrations();
    await source.destroy();

    expect(left).toEqual([]);
    expect(redone).toHaveLength(migrations.length);
  });
});
