import type { RunSql } from './database-texts';

/** What a database holds that a program may rely on. Keys are names with their schema. */
export interface SchemaPromises {
  /** By table or view and column: `uuid`, or `uuid required` where null is refused and nothing is filled in. */
  columns: Record<string, string>;
  /** What refuses rows, by table and name: the text of a constraint or a unique index. */
  refusals: Record<string, string>;
  /** What a function gives, by its name and kinds of parameters. */
  functions: Record<string, string>;
}

const OURS = `n.nspname !~ '^(pg_|information_schema|pgboss)' AND NOT EXISTS (
  SELECT 1 FROM pg_depend d WHERE d.classid = o.tableoid AND d.objid = o.oid AND d.deptype = 'e')`;

const COLUMNS = `
  SELECT o.oid::regclass || '.' || a.attname AS key,
         format_type(a.atttypid, a.atttypmod)
           || CASE WHEN o.relkind IN ('r', 'p') AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
                THEN ' required' ELSE '' END AS value
    FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
    JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE o.relkind IN ('r', 'p', 'v', 'm') AND ${OURS}
   ORDER BY 1`;

// Keys that point to nothing refuse nothing: PostgreSQL keeps a row of its own for "not null" from 18 on.
const REFUSALS = `
  SELECT c.conrelid::regclass || '.' || c.conname AS key, pg_get_constraintdef(c.oid) AS value
    FROM pg_constraint c JOIN pg_class o ON o.oid = c.conrelid JOIN pg_namespace n ON n.oid = o.relnamespace
   WHERE c.contype IN ('c', 'f', 'p', 'u', 'x') AND ${OURS}
   UNION ALL
  SELECT i.indrelid::regclass || '.' || x.relname, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_class o ON o.oid = i.indrelid JOIN pg_namespace n ON n.oid = o.relnamespace
   WHERE i.indisunique AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) AND ${OURS}
   ORDER BY 1`;

const FUNCTIONS = `
  SELECT o.oid::regprocedure::text AS key, pg_get_function_result(o.oid) AS value
    FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace
   WHERE o.prokind = 'f' AND o.prorettype <> 'trigger'::regtype AND ${OURS}
   ORDER BY 1`;

/** What this database promises. */
export async function schemaPromises(run: RunSql): Promise<SchemaPromises> {
  const read = async (text: string): Promise<Record<string, string>> =>
    Object.fromEntries((await run(text)).map(({ key, value }) => [key!, value!]));
  return {
    columns: await read(COLUMNS),
    refusals: await read(REFUSALS),
    functions: await read(FUNCTIONS),
  };
}

/**
 * Which promises of the release before are broken, in sentences: its program runs beside ours for a while. A table or
 * column of ours may come, if it asks nothing of who does not know it.
 */
export function brokenPromises(before: SchemaPromises, now: SchemaPromises): string[] {
  const tables = new Set(Object.keys(before.columns).map(tableOf));
  const known = ([key]: [string, string]): boolean => tables.has(tableOf(key));
  const newColumns = (table: string): string[] =>
    Object.keys(now.columns)
      .filter((key) => tableOf(key) === table && !(key in before.columns))
      .map((key) => key.slice(table.length + 1));
  return [
    ...gone('column', before.columns, now.columns),
    ...gone('function', before.functions, now.functions),
    ...Object.entries(now.columns)
      .filter(known)
      .flatMap(([key, is]) => {
        const was = before.columns[key];
        if (was === undefined)
          return is.endsWith(' required') ? [`column ${key} is new and required`] : [];
        // Null is taken now where it was not: the release before never sends it.
        return is === was || `${is} required` === was ? [] : [`column ${key} was ${was}, is ${is}`];
      }),
    ...Object.entries(now.functions).flatMap(([key, is]) => {
      const was = before.functions[key];
      return was === undefined || was === is ? [] : [`function ${key} gave ${was}, gives ${is}`];
    }),
    ...Object.entries(now.refusals)
      .filter(known)
      // About a column that the release before does not know, and so leaves empty.
      .filter(([key, is]) => !newColumns(tableOf(key)).some((name) => is.includes(name)))
      .flatMap(([key, is]) => {
        const was = before.refusals[key];
        if (was === undefined) return [`${key} is new: ${is}`];
        return was === is ? [] : [`${key} was ${was}, is ${is}`];
      }),
  ].sort();
}

const tableOf = (key: string): string => key.split('.').slice(0, -1).join('.');

const gone = (what: string, before: object, now: object): string[] =>
  Object.keys(before)
    .filter((key) => !(key in now))
    .map((key) => `${what} ${key} is gone`);
