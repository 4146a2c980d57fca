import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { readSheet, UnreadableSheet } from '@academie/platform';

import { UnreadableFile } from '../acts.errors';
import { type ImportColumn, mapColumns } from './import-columns';
import type { ImportColumns } from '../act/import.entity';
import { printable } from './strip-control-characters';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Rows in a file: with its cells in memory once, in the request that sends it and in the worker. */
export const MAX_ROWS = 200_000;
/** Rows in a request of JSON. */
export const MAX_RECORDS = 20_000;

/** Rows of one kind, wherever they came from; only the cells of columns we know. */
export interface ImportTable {
  fields: string[];
  columns: ImportColumns;
  rows: string[][];
  /** Number of the first row: 2 below a header, 1 without. */
  firstRow: number;
}

/**
 * The table in a CSV or XLSX file. Columns we do not know are left behind here: what nobody asked for,
 * a telephone number for instance, is not kept. @throws UnreadableFile.
 */
export async function tableOfFile(
  columns: readonly ImportColumn[],
  content: Buffer,
  most = MAX_ROWS,
): Promise<ImportTable> {
  const all = await sheetOf(content, most);
  const headerAt = all.findIndex((cells) => cells.some((cell) => cell.trim()));
  const header = all[headerAt];
  if (!header) throw new UnreadableFile('empty');
  const { found, unused } = mapColumns(columns, header);
  const rows = all.slice(headerAt + 1).map((cells) => found.map(({ index }) => cells[index] ?? ''));
  return checked(
    {
      fields: found.map(({ column }) => column.field),
      columns: {
        found: found.map(({ column, header: name }) => named(column.field, name)),
        unused,
      },
      rows,
      firstRow: headerAt + 2,
    },
    most,
  );
}

async function sheetOf(content: Buffer, most: number): Promise<string[][]> {
  try {
    return await readSheet(content, most);
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new UnreadableFile(error.reason, error.params);
    throw error;
  }
}

/** The table in rows of JSON: field names are those of the API. @throws UnreadableFile. */
export function tableOfRecords(
  columns: readonly ImportColumn[],
  records: readonly Record<string, unknown>[],
): ImportTable {
  const names = new Map(columns.map(({ field }) => [field.replace('flags.', ''), field]));
  const given = new Set(records.flatMap((record) => Object.keys(record)));
  const used = [...names].filter(([name]) => given.has(name));
  return checked({
    fields: used.map(([, field]) => field),
    columns: {
      found: used.map(([name, field]) => named(field, name)),
      unused: [...given]
        .filter((name) => !names.has(name))
        .slice(0, 30)
        .map(short),
    },
    rows: records.map((record) => used.map(([name]) => textOf(record[name]))),
    firstRow: 1,
  });
}

function checked(table: ImportTable, most = MAX_ROWS): ImportTable {
  if (table.rows.length === 0) throw new UnreadableFile('noRows');
  if (table.rows.length > most) throw new UnreadableFile('tooManyRows', { max: most });
  return table;
}

const named = (field: string, header: string): { field: string; header: string } => ({
  field,
  header,
});

/** To keep until somebody says yes. */
export const pack = (table: ImportTable): Promise<Buffer> => zip(JSON.stringify(table));

export const unpack = async (content: Buffer): Promise<ImportTable> =>
  JSON.parse((await unzip(content)).toString()) as ImportTable;

const short = (name: string): string => printable(name, 60);

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('|');
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  return typeof value === 'number' ? String(value) : '';
}
