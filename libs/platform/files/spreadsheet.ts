import { dayOf, timeOf } from '../time/amsterdam';
import { withoutFormula } from './csv';

// Loaded when first asked for: most processes never write a workbook.
const excel = () => import('exceljs');

/** A cell of a workbook that we make. */
export type SheetCell = string | number | Date | null;

/** One sheet of a workbook. */
export interface Sheet {
  name: string;
  header: readonly string[];
  rows: readonly (readonly SheetCell[])[];
}

/** A table as a workbook with one sheet. */
export const dutchXlsx = (
  name: string,
  header: readonly string[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Buffer> => dutchWorkbook([{ name, header, rows }]);

/**
 * Tables as a workbook, each a sheet: a header that stays in view, dates as dates in Amsterdam time, and no text that
 * becomes a formula when somebody saves it as CSV.
 */
export async function dutchWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const { Workbook } = await excel();
  const workbook = new Workbook();
  for (const { name, header, rows } of sheets) {
    const sheet = workbook.addWorksheet(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    sheet.addRow(header).font = { bold: true };
    for (const cells of rows) sheet.addRow(cells.map(cellOf));
    header.forEach((title, index) => {
      const column = sheet.getColumn(index + 1);
      const longest = rows.reduce(
        (most, cells) => Math.max(most, lengthOf(cells[index] ?? null)),
        title.length,
      );
      column.width = Math.min(50, longest + 2);
      if (rows.some((cells) => cells[index] instanceof Date)) column.numFmt = 'dd-mm-yyyy hh:mm';
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const cellOf = (cell: SheetCell): SheetCell =>
  cell instanceof Date
    ? new Date(`${dayOf(cell)}T${timeOf(cell)}:00Z`)
    : typeof cell === 'string'
      ? withoutFormula(cell)
      : cell;

const lengthOf = (cell: SheetCell): number =>
  cell instanceof Date ? 16 : String(cell ?? '').length;
