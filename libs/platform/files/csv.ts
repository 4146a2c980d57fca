import type { Readable } from 'node:stream';

import { stringify as stringifyStream } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';

/** A row of cells; a number is written as Dutch people write it. */
export type CsvRow = readonly (string | number | null)[];

/**
 * As Dutch Excel opens it: a byte order mark, semicolons, fractions with a comma, and no cell that runs as a
 * formula (one that begins with =, +, -, @ or a tab gets a quote before it).
 */
const DUTCH = {
  bom: true,
  delimiter: ';',
  escape_formulas: true,
  record_delimiter: '\r\n',
  cast: { number: (number: number) => String(number).replace('.', ',') },
};

/** A table as a CSV for Dutch Excel. */
export const dutchCsv = (header: readonly string[], rows: readonly CsvRow[]): string =>
  stringify([header, ...rows], DUTCH);

/** The same, row by row as they come: for what is too long to hold. */
export const dutchCsvStream = (rows: Readable): Readable => rows.pipe(stringifyStream(DUTCH));

/** Text that a spreadsheet shows as it is, also when it begins like a formula. */
export const withoutFormula = (text: string): string =>
  /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
