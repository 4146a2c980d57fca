/** Runs one statement and answers its rows; a Client, a DataSource and our Database all can. */
export type RunSql = (text: string) => Promise<Record<string, string>[]>;

// Extensions bring functions of their own, and pg-boss a schema.
const OURS = `n.nspname !~ '^(pg_|information_schema|pgboss)' AND NOT EXISTS (
  SELECT 1 FROM pg_depend d WHERE d.classid = o.tableoid AND d.objid = o.oid AND d.deptype = 'e')`;

const TEXTS = `
  SELECT n.nspname || '.' || o.proname AS name, o.oid::regprocedure::text AS key,
         pg_get_functiondef(o.oid) AS text
    FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace WHERE ${OURS}
   UNION ALL
  SELECT n.nspname || '.' || o.tgname, 'trigger ' || o.tgname || ' on ' || o.tgrelid::regclass,
         pg_get_triggerdef(o.oid)
    FROM pg_trigger o JOIN pg_class c ON c.oid = o.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT o.tgisinternal AND ${OURS}
   UNION ALL
  SELECT n.nspname || '.' || o.relname, 'view ' || o.oid::regclass, pg_get_viewdef(o.oid)
    FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
   WHERE o.relkind IN ('v', 'm') AND ${OURS}
   ORDER BY 2`;

export interface DatabaseText {
  /** With its schema: `enrolment.keep_counts`. */
  name: string;
  /** As PostgreSQL prints the whole of it. */
  text: string;
}

/** All functions, triggers and views of the academie in this database, by what PostgreSQL calls them. */
export async function databaseTexts(run: RunSql): Promise<Map<string, DatabaseText>> {
  const found = await run(TEXTS);
  return new Map(found.map(({ key, name, text }) => [key!, { name: name!, text: text! }]));
}

/** The text without its layout and comments: what is left decides what PostgreSQL does. */
export const bare = (text: string): string =>
  text
    .replace(/--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),]) ?/g, '$1')
    .trim();
