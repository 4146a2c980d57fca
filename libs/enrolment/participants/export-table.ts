import type { SheetCell } from '@academie/platform';

/** A table to take out, as CSV or as a workbook. */
export interface ExportTable {
  header: readonly string[];
  rows: readonly (readonly SheetCell[])[];
}

const moment = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A row of a CSV: moments as "24-11-2026 09:30", which Dutch Excel reads as a date. */
export const asText = (cells: readonly SheetCell[]): (string | number | null)[] =>
  cells.map((cell) => (cell instanceof Date ? moment.format(cell).replace(',', '') : cell));
