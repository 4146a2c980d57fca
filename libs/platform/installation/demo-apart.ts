import type { Config } from '../config/config';

/** The database holds the other kind of academie: invented people do not mix with real ones. */
export class WrongDatabase extends Error {}

type Query = (text: string, params?: unknown[]) => Promise<{ value: string }[]>;

/**
 * Writes down at the first start whether this database is for the demo, and holds every later start to it.
 * The accounts of the demo have a password that everybody can read, so a database that had them never serves
 * real people, and they never come into a database of real people.
 * @throws WrongDatabase
 */
export async function keepDemoApart(query: Query, config: Config, now: Date): Promise<void> {
  const wanted = config.demo ? 'demo' : 'real';
  const [known] = await query(
    `SELECT value FROM platform.installation_setting WHERE key = 'kind' ORDER BY id LIMIT 1`,
  );
  if (!known) {
    await query(
      `INSERT INTO platform.installation_setting (key, value, changed_at) VALUES ('kind', $1, $2)`,
      [wanted, now],
    );
    return;
  }
  if (known.value === wanted) return;
  throw new WrongDatabase(
    config.demo
      ? 'This database is of a real academie, so the demo does not start on it: its accounts have a known password. Name an empty database in DATABASE_URL, or leave ACADEMIE_DEMO out.'
      : 'This database held the demo, whose accounts have a known password, so it never serves a real academie. Name an empty database in DATABASE_URL.',
  );
}
