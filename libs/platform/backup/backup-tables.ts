import type { Client } from 'pg';

import { OWN_SCHEMA } from '../database/own-schemas';

/** A table with the columns that are written to it. */
export interface BackupTable {
  /** `schema.table`, quoted where SQL wants it. */
  name: string;
  /** Quoted where SQL wants it; without those that the database works out itself. */
  columns: string[];
}

/** All tables of the libs, by name. @throws Error for a kind of table that a backup cannot hold */
export async function tablesOf(client: Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { kind: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relkind AS kind,
            array_agg(quote_ident(a.attname) ORDER BY a.attnum)
              FILTER (WHERE a.attgenerated = '') AS columns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p', 'm', 'f') AND ${OWN_SCHEMA}
      GROUP BY n.nspname, c.relname, c.relkind ORDER BY 1`,
  );
  const strange = rows.find(({ kind }) => kind !== 'r');
  if (strange) throw new Error(`${strange.name} is no ordinary table: a backup cannot hold it`);
  return rows.map(({ name, columns }) => ({ name, columns }));
}

/** The sequences of the libs and where they are. */
export async function sequencesOf(
  client: Client,
): Promise<{ name: string; value: string; isCalled: boolean }[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND ${OWN_SCHEMA} ORDER BY 1`,
  );
  const found = [];
  for (const { name } of rows) {
    const { rows: states } = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${name}`,
    );
    found.push(...states.map((state) => ({ name, ...state })));
  }
  return found;
}

/** What guards the rows, as the statements that take it off and put it back. */
export interface Guards {
  off: string[];
  on: string[];
}

/**
 * Foreign keys and triggers of the libs. Rows come back table by table and as they were: a trigger would do its work a
 * second time or refuse what is in the past, and a foreign key wants what comes later.
 */
export async function guardsOf(client: Client): Promise<Guards> {
  const { rows: keys } = await client.query<{ table: string; name: string; text: string }>(
    `SELECT k.conrelid::regclass::text AS table, quote_ident(k.conname) AS name,
            pg_get_constraintdef(k.oid) AS text
       FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
      WHERE k.contype = 'f' AND ${OWN_SCHEMA} ORDER BY 1, 2`,
  );
  const { rows: triggers } = await client.query<{
    table: string;
    name: string;
    text: string;
    enabled: string;
  }>(
    `SELECT t.tgrelid::regclass::text AS table, quote_ident(t.tgname) AS name,
            pg_get_triggerdef(t.oid) AS text, t.tgenabled AS enabled
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND ${OWN_SCHEMA} ORDER BY 1, 2`,
  );
  return {
    off: [
      ...triggers.map(({ table, name }) => `DROP TRIGGER ${name} ON ${table}`),
      ...keys.map(({ table, name }) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}`),
    ],
    on: [
      ...keys.map(({ table, name, text }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${text}`),
      ...triggers.flatMap(({ table, name, text, enabled }) => [
        text,
        ...(ENABLED[enabled] ? [`ALTER TABLE ${table} ${ENABLED[enabled]} TRIGGER ${name}`] : []),
      ]),
    ],
  };
}

/** How a trigger that is not simply on is set (pg_trigger.tgenabled). */
const ENABLED: Record<string, string> = {
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};
