import type { DataSource } from 'typeorm';
import { Client } from 'pg';

import type { Config } from '../config/config';
import { codeOf } from './away';
import { roleSettings, timeLimits } from './time-limits';

/** The database is there, and it cannot be used as it is configured. One sentence that says what to do. */
export class DatabaseUnusable extends Error {}

// What no waiting mends, by SQLSTATE.
const SENTENCES: Record<string, string> = {
  '28P01': 'the password in DATABASE_URL is not that of its user',
  '28000': 'the server does not let the user of DATABASE_URL in from here (pg_hba.conf)',
  '3D000': 'there is no database of the name in DATABASE_URL',
  '42501':
    'the user of DATABASE_URL may not do this in the database; migrations are for its owner (MIGRATION_DATABASE_URL)',
};

/** Why the database cannot be used, when waiting for it does not help; undefined when it may. */
export function unusable(error: unknown): DatabaseUnusable | undefined {
  const sentence = SENTENCES[codeOf(error) ?? ''];
  if (sentence) return new DatabaseUnusable(sentence);
  if (/unsupported startup parameter/i.test(error instanceof Error ? error.message : ''))
    return new DatabaseUnusable(
      'a pooler stands before the database and takes no options: set DATABASE_POOLER=1',
    );
  return undefined;
}

/**
 * Looks whether a pooler does what is asked of it, and gives the role the time limits that a connection cannot
 * bring through one.
 * @throws DatabaseUnusable
 */
export async function checkPooler(source: DataSource, config: Config): Promise<void> {
  if (config.databaseNamedStatements) await checkNames(config);
  if (!config.databasePooler) return;
  const [wanted] = await source.query<{ run: string | null }[]>(
    roleSettings(timeLimits(config).request),
  );
  if (wanted?.run) await source.query(wanted.run);
}

// Two connections give one name to two statements. Through a pooler that does not know of names they meet on one
// connection of the server.
async function checkNames({ databaseUrl }: Config): Promise<void> {
  const clients = [new Client(databaseUrl), new Client(databaseUrl)];
  try {
    for (const [n, client] of clients.entries()) {
      client.on('error', () => undefined);
      await client.connect();
      await client.query({ name: 'academie_probe', text: `SELECT ${n} AS n` });
    }
  } catch (error) {
    // duplicate_prepared_statement, or invalid_sql_statement_name for one that went to another connection.
    if (['42P05', '26000'].includes(codeOf(error) ?? ''))
      throw new DatabaseUnusable(
        'the pooler before the database does not know named statements (pgbouncer does from 1.21 on, ' +
          'with max_prepared_statements): set DATABASE_NAMED_STATEMENTS=0',
      );
    throw error;
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}
