import { LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, type TableRow } from './table';
import { UnreadableTable } from './unreadable-table';

const [QUOTE, CR, LF, SPACE, TAB] = [0x22, 0x0d, 0x0a, 0x20, 0x09];

/**
 * The rows of a CSV that have something in them, from a place in the text on. Every character is read once. A
 * quote counts at the start of a cell only, and what stands behind its end belongs to the cell: people write
 * 5" and "a"b. Rows count from `number`, the empty ones too.
 * @throws UnreadableTable for a quote that never ends, and for a row that is longer than any of a table
 */
export function* csvRows(
  text: string,
  delimiter: string,
  from = 0,
  number = 1,
): Generator<TableRow> {
  const separator = delimiter.charCodeAt(0);
  let at = from;
  for (let nth = number; at < text.length; nth += 1) {
    // A file may end in millions of empty lines: these cost nothing.
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) {
      at += code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
      continue;
    }
    const most = Math.min(text.length, at + LONGEST_ROW + 1);
    const cells: string[] = [];
    let isFilled = false;
    for (;;) {
      const cell = text.charCodeAt(at) === QUOTE ? quoted(nth) : '';
      const begin = at;
      for (let code = text.charCodeAt(at); at < most; code = text.charCodeAt(++at))
        if (code === separator || code === LF || code === CR) break;
      if (cells.length < MOST_COLUMNS) {
        const whole = plainCell(cell + text.slice(begin, Math.min(at, begin + LONGEST_CELL)));
        isFilled ||= whole !== '';
        cells.push(whole);
      }
      if (at >= most && at < text.length) throw new UnreadableTable('tooMuch');
      if (at >= text.length || text.charCodeAt(at) !== separator) break;
      at += 1;
    }
    at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
    if (isFilled) yield { number: nth, cells, isHidden: false };
  }

  // What stands between quotes, two of which are one; leaves `at` behind the last.
  function quoted(line: number): string {
    let cell = '';
    for (let begin = at + 1; ; begin = at + 1) {
      const end = text.indexOf('"', begin);
      if (end < 0) throw new UnreadableTable('brokenQuotes', { line });
      if (cell.length < LONGEST_CELL)
        cell += text.slice(begin, Math.min(end, begin + LONGEST_CELL));
      at = end + 1;
      if (text.charCodeAt(at) !== QUOTE) return cell;
      if (cell.length < LONGEST_CELL) cell += '"';
    }
  }
}

/**
 * Whether a CSV has more rows with something in them than this. Stops at the first one too many, and before any
 * cell is made: what is too long is refused before it is read.
 */
export function hasMoreRows(text: string, delimiter: string, from: number, most: number): boolean {
  const separator = delimiter.charCodeAt(0);
  const hasQuotes = text.includes('"', from);
  let count = 0;
  let isFilled = false;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) isFilled = false;
    else if (!isFilled && code !== separator && code !== SPACE && code !== TAB) {
      isFilled = true;
      count += 1;
      if (count > most) break;
    }
  }
  if (count <= most || !hasQuotes) return count > most;
  // A line may be a part of a cell.
  const rows = csvRows(text, delimiter, from);
  for (count = 0; count <= most; count += 1) if (rows.next().done) return false;
  return true;
}

// A cell may be written as a formula, ="0612", so that Excel leaves it alone.
const plainCell = (cell: string): string =>
  (cell.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1) : cell).trim();
