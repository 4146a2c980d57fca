/** A table or view that a file names in its SQL. */
export interface SqlReference {
  /** With its schema: `people.person`. */
  table: string;
  access: 'reads' | 'writes';
}

const COMMENT_LINES = /^\s*(?:\/\/|\/\*|\*|--).*$/gm;
const WRITES = /(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY)(?:\s+ONLY)?\s+$/i;

/**
 * What the SQL in a source file, TypeScript or .sql, says about these tables, once for each time that
 * it is said. A name after INSERT INTO, UPDATE, DELETE FROM, MERGE INTO, TRUNCATE or COPY is written.
 * So is one that is a whole string of its own: that is handed to a function that inserts or copies.
 * Any other is read, also in a text that is put into a statement elsewhere.
 */
export function sqlReferences(source: string, tables: readonly string[]): SqlReference[] {
  const text = source.replace(COMMENT_LINES, '');
  const name = new RegExp(
    `(?<![.\\w])(?:${tables.join('|').replaceAll('.', '\\.')})(?![.\\w])`,
    'g',
  );
  return [...text.matchAll(name)].map(({ 0: table, index }) => {
    const before = text.slice(Math.max(0, index - 40), index);
    const quote = /['"]$/.exec(before)?.[0];
    const isWholeString = quote !== undefined && text[index + table.length] === quote;
    return { table, access: WRITES.test(before) || isWholeString ? 'writes' : 'reads' };
  });
}
