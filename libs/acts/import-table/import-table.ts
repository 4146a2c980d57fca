import {
  InvalidInput,
  isAmericanDate,
  hasDecimalPoint,
  openTable,
  type OpenTable,
  type TableRow,
  UnreadableTable,
} from '@academie/platform';

import type { ColumnDoubt, ImportColumns } from '../act/import.entity';
import { UnreadableFile } from '../acts.errors';
import { type ColumnMapping, headingsOf, type ImportColumn, mapColumns } from './import-columns';
import { printable } from './strip-control-characters';

/** Rows of a file that have something in them. */
export const MAX_ROWS = 200_000;
/** Rows in a request of JSON. */
export const MAX_RECORDS = 20_000;
/** Empty rows after each other that are answered as such; more of them are the end of a sheet. */
const MOST_EMPTY = 100;
/** Hidden rows that are named. */
const NAMED_HIDDEN = 20;
const MOST_KEYS = 20;

/** A row with the cells of the columns we know. */
export type ImportRow = TableRow;

/** Rows of one kind, wherever they came from, some at a time; to be read once. */
export interface ImportTable {
  fields: string[];
  rows: AsyncIterable<ImportRow[]>;
  /** What the rows together say, complete once all of them were read. */
  columns: ImportColumns;
}

/** What is asked of a file. */
export interface FileQuestion {
  content: Buffer;
  /** Name of the sheet of a workbook, when there are several. */
  sheet?: string | undefined;
}

/**
 * Reads the table in a CSV or XLSX file. Columns we do not know are left behind here: what nobody asked for,
 * a telephone number for instance, is not kept. @throws UnreadableFile, also while `use` reads the rows
 */
export async function readFileTable<T>(
  columns: readonly ImportColumn[],
  { content, sheet }: FileQuestion,
  use: (table: ImportTable) => Promise<T>,
): Promise<T> {
  try {
    const headings = columns.flatMap(headingsOf);
    return await openTable(content, { headings, maxRows: MAX_ROWS, sheet }, (table) =>
      use(tableOf(columns, table)),
    );
  } catch (error) {
    if (error instanceof UnreadableTable) throw new UnreadableFile(error.reason, error.params);
    throw error;
  }
}

function tableOf(
  columns: readonly ImportColumn[],
  { header, rows, hasCommas }: OpenTable,
): ImportTable {
  if (!header) throw new UnreadableFile('noHeader');
  const { found, unused } = mapColumns(columns, header.cells);
  const doubts: Record<string, ColumnDoubt> = {};
  // Dutch programs that write commas between cells write dots in fractions too.
  if (hasCommas)
    for (const { column } of found) if (column.holds === 'number') doubts[column.field] = 'point';
  const facts: ImportColumns = {
    found: found.map(({ column, header: name, index }) => ({
      field: column.field,
      header: name,
      index,
    })),
    unused,
    doubts,
    hidden: { count: 0, rows: [], isTaken: false },
  };
  return {
    fields: facts.found.map(({ field }) => field),
    columns: facts,
    rows: rowsOf(rows, header.number, found, facts),
  };
}

async function* rowsOf(
  rows: AsyncIterable<TableRow[]>,
  headerNumber: number,
  found: ColumnMapping['found'],
  facts: ImportColumns,
): AsyncGenerator<ImportRow[]> {
  let next = headerNumber + 1;
  for await (const some of rows) {
    const kept: ImportRow[] = [];
    for (const { number, cells, isHidden } of some) {
      if (number - next <= MOST_EMPTY)
        for (; next < number; next += 1)
          kept.push({ number: next, cells: found.map(() => ''), isHidden: false });
      next = number + 1;
      const own = found.map(({ index }) => cells[index] ?? '');
      if (isHidden) {
        facts.hidden.count += 1;
        if (facts.hidden.rows.length < NAMED_HIDDEN) facts.hidden.rows.push(number);
      }
      found.forEach(({ column }, at) => {
        const doubt = doubtOf(column, own[at] ?? '');
        if (doubt) facts.doubts[column.field] = doubt;
      });
      kept.push({ number, cells: own, isHidden });
    }
    yield kept;
  }
}

// What one cell says of its whole column.
function doubtOf({ holds }: ImportColumn, cell: string): ColumnDoubt | undefined {
  if (holds === 'day') return isAmericanDate(cell) ? 'american' : undefined;
  return holds === 'number' && hasDecimalPoint(cell) ? 'point' : undefined;
}

/**
 * The table in rows of JSON: field names are those of the API.
 * @throws InvalidInput for a field that there is not: what it holds would be lost without a word
 */
export function tableOfRecords(
  columns: readonly ImportColumn[],
  records: readonly Record<string, unknown>[],
): ImportTable {
  const names = new Map(columns.map(({ field }) => [field.replace('flags.', ''), field]));
  const given = new Map<string, number>();
  for (const [nth, record] of records.entries())
    for (const key of Object.keys(record)) if (!given.has(key)) given.set(key, nth);
  const unknown = [...given].filter(([key]) => !names.has(key));
  if (unknown.length > 0)
    throw new InvalidInput(
      unknown.slice(0, MOST_KEYS).map(([key, nth]) => ({
        field: `rows.${nth}.${printable(key, 60)}`,
        code: 'unknownField',
        message: `There is no field ${printable(key, 60)}; these are: ${[...names.keys()].join(', ')}.`,
      })),
    );
  const used = [...names].filter(([name]) => given.has(name));
  const rows = records.map((record, nth) => ({
    number: nth + 1,
    cells: used.map(([name]) => textOf(record[name])),
    isHidden: false,
  }));
  return {
    fields: used.map(([, field]) => field),
    columns: {
      found: used.map(([name, field]) => ({ field, header: name })),
      unused: [],
      doubts: {},
      hidden: { count: 0, rows: [], isTaken: false },
    },
    rows: inParts(rows),
  };
}

async function* inParts(rows: readonly ImportRow[]): AsyncGenerator<ImportRow[]> {
  for (let from = 0; from < rows.length; from += 500) yield rows.slice(from, from + 500);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('|');
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  // As a workbook has its numbers: with a comma.
  return typeof value === 'number' ? String(value).replace('.', ',') : '';
}
