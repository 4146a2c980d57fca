import { dayOf, timeOf } from '../time/amsterdam';
import { withoutFormula } from '../files/csv';

/** A cell of a workbook that we make. */
export type SheetCell = string | number | Date | null;

/** One sheet of a workbook. */
export interface Sheet {
  name: string;
  header: readonly string[];
  rows: readonly (readonly SheetCell[])[];
}

/**
 * Tables as a workbook, each a sheet: a header that stays in view, dates as dates in Amsterdam time, and no text that
 * becomes a formula when somebody saves it as CSV.
 */
export async function workbookContent(sheets: readonly Sheet[]): Promise<Uint8Array> {
  // Loaded when first asked for: most processes never write a workbook.
  const { default: writeWorkbook } = await import('write-excel-file/node');
  return writeWorkbook(
    sheets.map(({ name, header, rows }) => ({
      sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      stickyRowsCount: 1,
      dateFormat: 'dd-mm-yyyy hh:mm',
      columns: header.map((title, index) => ({ width: widthOf(title, rows, index) })),
      data: [
        header.map((title) => ({ value: title, fontWeight: 'bold' as const })),
        ...rows.map((cells) => cells.map(cellOf)),
      ],
    })),
  ).toBuffer();
}

function widthOf(title: string, rows: Sheet['rows'], index: number): number {
  let most = title.length;
  for (const cells of rows) most = Math.max(most, lengthOf(cells[index] ?? null));
  return Math.min(50, most + 2);
}

const lengthOf = (cell: SheetCell): number =>
  cell instanceof Date ? 16 : String(cell ?? '').length;

const cellOf = (cell: SheetCell): SheetCell =>
  cell instanceof Date
    ? new Date(`${dayOf(cell)}T${timeOf(cell)}:00Z`)
    : typeof cell === 'string'
      ? textOf(cell)
      : cell;

/** What a cell may hold at most, by Excel itself. */
const LONGEST = 32_767;

// What XML cannot hold would make a file that Excel calls damaged.
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const textOf = (text: string): string =>
  withoutFormula(text.replace(NOT_IN_XML, '')).slice(0, LONGEST);
