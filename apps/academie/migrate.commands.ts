import type { Config } from '@academie/platform';

import { migrations } from '../../migrations';
import { migrate, migrationSource } from './migrate';

const NAME = /^(.*?)(\d{13})$/;

/** What the command line does with the database before there is an application. */
export const MIGRATE_COMMANDS: Record<string, (config: Config) => Promise<void>> = {
  /** Brings the database up to date; done already is done. */
  migrate: async (config) => {
    await migrate(config, (line) => console.error(line));
    console.log('The database is up to date.');
  },

  /** Says of each migration whether the database had it; ends with 2 when one is to come. */
  'migrate:status': async (config) => {
    const done = await namesIn(config);
    const sorted = migrations.map(({ name }) => name).sort((a, b) => momentOf(a) - momentOf(b));
    for (const name of sorted)
      console.log(`${done.includes(name) ? 'done   ' : 'to come'}  ${name}`);
    const unknown = done.filter((name) => !sorted.includes(name));
    for (const name of unknown) console.log(`newer    ${name}`);
    if (sorted.some((name) => !done.includes(name))) process.exitCode = 2;
  },

  /** Takes back the newest migration that the database had. What it added is lost; make a backup first. */
  'migrate:down': async (config) => {
    const source = await migrationSource(config).initialize();
    try {
      const before = await namesOf(source);
      await source.undoLastMigration();
      const after = await namesOf(source);
      console.log(`Taken back: ${before.find((name) => !after.includes(name)) ?? 'nothing'}`);
    } finally {
      await source.destroy();
    }
  },
};

const momentOf = (name: string): number => Number(NAME.exec(name)?.[2]);

interface Asked {
  query<T>(text: string): Promise<T>;
}

async function namesIn(config: Config): Promise<string[]> {
  const source = await migrationSource(config).initialize();
  try {
    return await namesOf(source);
  } finally {
    await source.destroy();
  }
}

async function namesOf(source: Asked): Promise<string[]> {
  const [there] = await source.query<{ is: boolean }[]>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS is`,
  );
  if (!there?.is) return [];
  const found = await source.query<{ name: string }[]>('SELECT name FROM public.migrations');
  return found.map(({ name }) => name);
}
