import type { UploadedFile } from '@academie/platform';

import { UnreadableFile } from '../acts.errors';
import type { ImportColumn } from '../import-table/import-columns';
import { type ImportTable, tableOfFile } from '../import-table/import-file';
import type { NewImport } from './import.service';

/** What a file may be: 200,000 rows as CSV are some 20 MB. */
export const MOST_MEGABYTES = 25;
/** The name of the source when none is given. */
const UNNAMED = 'csv';

/** An uploaded CSV or XLSX as an import. @throws UnreadableFile when there is none or it is too large. */
export function fileToImport(
  { kind, source, course }: { kind: string; source?: string; course?: string },
  file: UploadedFile | undefined,
): NewImport {
  if (!file) throw new UnreadableFile('missing');
  if (file.tooLarge) throw new UnreadableFile('tooLarge', { megabytes: MOST_MEGABYTES });
  return {
    kind,
    source: sourceOf(source),
    fileName: file.name,
    table: async (columns) => withCourse(columns, await tableOfFile(columns, file.content), course),
  };
}

/** The table with a course for every row, where its kind has one and the rows do not say so. */
export function withCourse(
  columns: readonly ImportColumn[],
  table: ImportTable,
  course: string | undefined,
): ImportTable {
  const asked = columns.some(({ field }) => field === 'course');
  if (!asked || !course?.trim() || table.fields.includes('course')) return table;
  return {
    ...table,
    fields: [...table.fields, 'course'],
    rows: table.rows.map((cells) => [...cells, course.trim()]),
  };
}

/** The source as typed, without the capitals and spaces people type. */
export const sourceOf = (typed: string | undefined): string =>
  typed?.trim().toLowerCase().replace(/\s+/g, '-') || UNNAMED;
