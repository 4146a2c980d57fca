import { Client } from 'pg';

import { beginTogether } from './learn-test';
import { ADMIN, prepareLearning } from './learn-data';
import { lessonPage } from './learn-lesson';
import { largePackage } from './learn-package';
import { stateSaves } from './learn-state';
import { statementQueries } from './learn-statements';
import { startServer } from './processes';

const PORT = 3881;
/** A name of this machine other than the academie's, on which packages play. */
export const CONTENT_HOST = `localhost:${PORT}`;

const PARTS = {
  lesson: lessonPage,
  state: stateSaves,
  test: beginTogether,
  package: largePackage,
  statements: statementQueries,
};

/**
 * E-learning under load: a lesson against node:http, saves of SCORM states, thousands who begin one test, a package of
 * 200 MB, and queries of the record store from ten thousand to five million statements. Names of parts as arguments
 * leave out the others; a number says how many statements at most.
 */
export default async function learn(args: readonly string[] = []): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const database = new Client(databaseUrl);
  await database.connect();
  await prepareLearning(database);
  const academie = await startServer(['dist/apps/academie/main.js'], PORT, {
    ACADEMIE_URL: `http://127.0.0.1:${PORT}`,
    CONTENT_URL: `http://${CONTENT_HOST}`,
    SMTP_URL: 'smtp://127.0.0.1:1',
    ACADEMIE_WORKER: '0',
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
  });
  try {
    const wanted = args.filter((arg) => arg in PARTS);
    for (const [name, part] of Object.entries(PARTS))
      if (wanted.length === 0 || wanted.includes(name))
        await part({ academie, database, databaseUrl, admin: ADMIN, args });
  } finally {
    await academie.stop();
    await database.end();
  }
}
