import type { UploadedFile } from '@academie/platform';

import { UnreadableFile } from '../acts.errors';
import type { ImportColumn } from '../import-table/import-columns';
import { type ImportRow, type ImportTable, readFileTable } from '../import-table/import-table';
import type { NewImport } from './import.service';

/** What a file may be: 200,000 rows as CSV are some 20 MB. */
export const MOST_MEGABYTES = 25;
/** The name of the source when none is given. */
const UNNAMED = 'csv';

/** What the sender says of a file. */
export interface FileFacts {
  kind: string;
  source?: string;
  /** Slug of the course of participants, when the rows do not say so. */
  course?: string;
  /** Name of the sheet of a workbook, when several hold data. */
  sheet?: string;
  /** Whether rows that are hidden in the workbook are taken; skip when not said. */
  hiddenRows?: 'skip' | 'take';
}

/** An uploaded CSV or XLSX as an import. @throws UnreadableFile when there is none or it is too large. */
export function fileToImport(
  { kind, source, course, sheet, hiddenRows }: FileFacts,
  file: UploadedFile | undefined,
): NewImport {
  if (!file) throw new UnreadableFile('missing');
  if (file.tooLarge) throw new UnreadableFile('tooLarge', { megabytes: MOST_MEGABYTES });
  return {
    kind,
    source: sourceOf(source),
    fileName: file.name,
    takesHidden: hiddenRows === 'take',
    read: (columns, use) =>
      readFileTable(columns, { content: file.content, sheet }, (table) =>
        use(withCourse(columns, table, course)),
      ),
  };
}

/** The table with a course for every row that does not say so itself, where its kind has one. */
export function withCourse(
  columns: readonly ImportColumn[],
  table: ImportTable,
  course: string | undefined,
): ImportTable {
  const asked = columns.some(({ field }) => field === 'course');
  if (!asked || !course?.trim()) return table;
  const at = table.fields.indexOf('course');
  return {
    ...table,
    fields: at < 0 ? [...table.fields, 'course'] : table.fields,
    rows: rowsWith(table.rows, at < 0 ? table.fields.length : at, course.trim()),
  };
}

async function* rowsWith(
  rows: ImportTable['rows'],
  at: number,
  course: string,
): AsyncGenerator<ImportRow[]> {
  for await (const some of rows) yield some.map((row) => rowWith(row, at, course));
}

/** A row in which nothing stands stays empty. */
function rowWith(row: ImportRow, at: number, course: string): ImportRow {
  if (row.cells[at]?.trim() || row.cells.every((cell) => !cell.trim())) return row;
  const cells = Array.from(
    { length: Math.max(row.cells.length, at + 1) },
    (_, i) => row.cells[i] ?? '',
  );
  cells[at] = course;
  return { ...row, cells };
}

/** The source as typed, without the capitals and spaces people type. */
export const sourceOf = (typed: string | undefined): string =>
  typed?.trim().toLowerCase().replace(/\s+/g, '-') || UNNAMED;
