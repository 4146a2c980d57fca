// What Excel and LibreOffice show of a formula that failed, a word with a sign in any language, and of a column that was too
// narrow when the file was saved as CSV.
const FAILED =
  /^#(?:N\/B|N\/A|N\/D|NB|NV|N\.?V\.?T\.?|GETTING_DATA|[\p{L}/0_]{2,24}[!?])$|^#{3,}$|^(?:Err|Fout):\d{3}$/iu;

/** A formula that nobody calculated yet: a program wrote it into the file, and Excel never opened it. */
export const NOT_CALCULATED = '#BEREKEN!';

/** Whether a cell holds no value but the word for why it has none. */
export const isFailedCell = (cell: string): boolean =>
  (cell.startsWith('#') || /^(?:Err|Fout):/i.test(cell)) && FAILED.test(cell);

/** The name Excel gives a cell: C12 for column 2, counted from 0, of row 12. */
export function cellName(column: number, row: number): string {
  let name = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    name = String.fromCharCode(65 + (left % 26)) + name;
  return `${name}${row}`;
}

/** Column of a cell by its name: 2 for C12. -1 for what is no name. */
export function columnNamed(name: string): number {
  let column = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
