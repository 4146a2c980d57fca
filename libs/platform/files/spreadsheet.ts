import type { CellValue, Worksheet } from 'exceljs';

import { dayOf, timeOf } from '../time/amsterdam';
import { withoutFormula } from './csv';
import { beginsWith, decodeText, parseCsv, UnreadableSheet, ZIP } from './csv-reader';
import { mustUnpackWithin } from './zip-limit';

/** What the files in a workbook may be together. */
const MOST_BYTES = 60_000_000;
const MOST_COLUMNS = 100;

// Loaded when first asked for: most processes never read or write a workbook.
const excel = () => import('exceljs');

/**
 * The rows of a CSV or of the first sheet of an XLSX, as text; dates as dd-mm-yyyy. Reads one row more
 * than `maxRows` below a header. @throws UnreadableSheet
 */
export async function readSheet(content: Buffer, maxRows: number): Promise<string[][]> {
  if (!beginsWith(content, ZIP)) return parseCsv(decodeText(content), maxRows);
  mustUnpackWithin(content, MOST_BYTES);
  const { Workbook } = await excel();
  const workbook = new Workbook();
  try {
    await workbook.xlsx.load(content as unknown as ArrayBuffer, {
      ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing', 'hyperlinks'],
    });
  } catch {
    throw new UnreadableSheet('unreadable');
  }
  const [sheet] = workbook.worksheets;
  if (!sheet) throw new UnreadableSheet('spreadsheet');
  return rowsOf(sheet, maxRows + 2);
}

function rowsOf(sheet: Worksheet, most: number): string[][] {
  const width = Math.min(sheet.columnCount, MOST_COLUMNS);
  const found: string[][] = [];
  for (let nth = 1; nth <= Math.min(sheet.rowCount, most); nth += 1) {
    const row = sheet.getRow(nth);
    found.push(Array.from({ length: width }, (_, index) => textOf(row.getCell(index + 1).value)));
  }
  return found;
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    // A cell holds a wall-clock date; the library gives it as if it were UTC.
    const [year, month, day] = value.toISOString().slice(0, 10).split('-');
    return `${day}-${month}-${year}`;
  }
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text);
  if ('result' in value) return textOf(value.result);
  return '';
}

/** A cell of a workbook that we make. */
export type SheetCell = string | number | Date | null;

/**
 * A table as a workbook with one sheet: a header that stays in view, dates as dates in Amsterdam time,
 * and no text that becomes a formula when somebody saves it as CSV.
 */
export async function dutchXlsx(
  name: string,
  header: readonly string[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Buffer> {
  const { Workbook } = await excel();
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.addRow(header).font = { bold: true };
  for (const cells of rows) sheet.addRow(cells.map(cellOf));
  header.forEach((title, index) => {
    const column = sheet.getColumn(index + 1);
    const longest = Math.max(title.length, ...rows.map((cells) => lengthOf(cells[index] ?? null)));
    column.width = Math.min(50, longest + 2);
    if (rows.some((cells) => cells[index] instanceof Date)) column.numFmt = 'dd-mm-yyyy hh:mm';
  });
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
