import { stringify } from 'csv-stringify/sync';

/**
 * A table as Dutch Excel opens it: a byte order mark, semicolons, fractions with a comma, and no cell that
 * runs as a formula (one that begins with =, +, -, @ or a tab gets a quote before it).
 */
export const dutchCsv = (
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string =>
  stringify([header, ...rows], {
    bom: true,
    delimiter: ';',
    escape_formulas: true,
    record_delimiter: '\r\n',
    cast: { number: (number) => String(number).replace('.', ',') },
  });

/** Text that a spreadsheet shows as it is, also when it begins like a formula. */
export const withoutFormula = (text: string): string =>
  /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
