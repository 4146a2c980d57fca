import { Readable } from 'node:stream';

import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';

import type { TableRow } from './table';
import { UnreadableTable } from './unreadable-table';

/** Between cells; the first one wins a draw. */
const DELIMITERS = [';', '\t', ',', '|'] as const;
/** Characters of a row; what is longer misses a quote or is no table. */
const LONGEST_ROW = 100_000;
/** Characters and rows in which the header stands, if there is one. */
const SAMPLE = { characters: 64_000, rows: 50 };
const SLICE = 65_536;
// Excel itself writes this line, for whoever opens the file with other settings.
const SEPARATOR = /^sep=(.)(?:\r\n|\r|\n|$)/i;

const optionsOf = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  max_record_size: LONGEST_ROW,
});

/** How the rows of a text are written: what stands between the cells, and where they begin. */
export interface CsvForm {
  delimiter: string;
  /** Where the rows begin, and how many lines lie before that. */
  from: number;
  skipped: number;
}

/**
 * How a CSV is written. `fits` says how well rows look like a table of what is asked, so that it is not the
 * title above a table that decides what stands between its cells.
 */
export function csvForm(text: string, fits: (rows: string[][]) => number): CsvForm {
  const [line = '', separator] = SEPARATOR.exec(text) ?? [];
  if (separator) return { delimiter: separator, from: line.length, skipped: 1 };
  const sample = text.slice(0, SAMPLE.characters);
  const tried = DELIMITERS.map((delimiter) => {
    const rows = sampleRows(sample, delimiter);
    const several = rows.filter((cells) => cells.length > 1).length;
    return { delimiter, fit: fits(rows), several };
  });
  const best = tried.reduce((found, one) =>
    one.fit > found.fit || (one.fit === found.fit && one.several > found.several) ? one : found,
  );
  return { delimiter: best.delimiter, from: 0, skipped: 0 };
}

function sampleRows(sample: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  try {
    parseAtOnce(sample, {
      ...optionsOf(delimiter),
      to: SAMPLE.rows,
      on_record: (cells: string[]) => void rows.push(cells),
    });
  } catch {
    // The sample may end within quotes.
  }
  return rows;
}

/** The rows of a CSV that have something in them. @throws UnreadableTable for a quote that never ends */
export async function* csvRows(text: string, form: CsvForm): AsyncGenerator<TableRow> {
  const rows = Readable.from(slicesOf(text, form.from)).pipe(parse(optionsOf(form.delimiter)));
  let number = form.skipped;
  try {
    for await (const record of rows) {
      number += 1;
      const cells = (record as string[]).map(cellOf);
      if (cells.some(Boolean)) yield { number, cells, isHidden: false };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1) + form.skipped;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new UnreadableTable('brokenQuotes', { line });
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw new UnreadableTable('rowTooLong', { line });
    throw new UnreadableTable('unreadable');
  }
}

function* slicesOf(text: string, from: number): Generator<string> {
  for (let at = from; at < text.length; at += SLICE) yield text.slice(at, at + SLICE);
}

// A cell may be written as a formula, ="0612", so that Excel leaves it alone.
const cellOf = (cell: string): string =>
  (cell.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1) : cell).trim();
