import type { Readable } from 'node:stream';

import { type CellFormat, numberText } from './cell-format';
import { columnNamed, NOT_CALCULATED } from './failed-cell';
import { LONGEST_CELL, MOST_COLUMNS, SHEET, type TableRow } from './table';
import { UnreadableTable } from './unreadable-table';
import { readXml, type XmlHandler } from './xml-events';

/** What the cells of all sheets refer to. */
export interface SharedFacts {
  strings: readonly string[];
  formats: readonly CellFormat[];
  since1904: boolean;
}

/** The rows of a sheet that have something in them, cell by cell: an empty cell costs nothing. */
export async function* sheetRows(stream: Readable, shared: SharedFacts): AsyncGenerator<TableRow> {
  const reader = new SheetReader(shared);
  const chunks = readXml(stream, reader);
  try {
    while (!(await chunks.next()).done) yield* reader.take();
  } finally {
    await chunks.return(undefined);
  }
}

class SheetReader implements XmlHandler {
  private found: TableRow[] = [];
  private row: TableRow = { number: 0, cells: [], isHidden: false };
  private cell = { column: -1, type: '', style: 0, value: '', hasValue: false, hasFormula: false };
  private isValue = false;
  private isSound = false;

  constructor(private readonly shared: SharedFacts) {}

  /** The rows read since the last time. */
  take(): TableRow[] {
    const rows = this.found;
    this.found = [];
    return rows;
  }

  open(name: string, { r = '', t = 'n', s = '0', hidden }: Record<string, string>): void {
    if (name === 'row') {
      const number = Number(r) || this.row.number + 1;
      if (number > SHEET.rows) throw new UnreadableTable('unreadable');
      this.row = { number, cells: [], isHidden: hidden === '1' || hidden === 'true' };
      this.cell.column = -1;
    } else if (name === 'c') {
      const column = r ? columnNamed(r) : this.cell.column + 1;
      if (column >= SHEET.columns) throw new UnreadableTable('unreadable');
      this.cell = {
        column,
        type: t,
        style: Number(s),
        value: '',
        hasValue: false,
        hasFormula: false,
      };
    } else if (name === 'f') this.cell.hasFormula = true;
    else if (name === 'rPh') this.isSound = true;
    else if (name === 'v' || (name === 't' && !this.isSound)) {
      this.isValue = true;
      this.cell.hasValue = true;
    }
  }

  text(text: string): void {
    if (this.isValue && this.cell.value.length < LONGEST_CELL) this.cell.value += text;
  }

  close(name: string): void {
    this.isValue = false;
    if (name === 'rPh') this.isSound = false;
    else if (name === 'c') this.keep();
    else if (name === 'row' && this.row.cells.length > 0) this.found.push(this.row);
  }

  private keep(): void {
    const { column } = this.cell;
    if (column < 0 || column >= MOST_COLUMNS) return;
    const text = this.cellText().trim().slice(0, LONGEST_CELL);
    if (!text) return;
    const { cells } = this.row;
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }

  private cellText(): string {
    const { type, style, value, hasValue, hasFormula } = this.cell;
    if (hasFormula && !hasValue && type !== 'str') return NOT_CALCULATED;
    switch (type) {
      case 's':
        return unescaped(this.shared.strings[Number(value)] ?? '');
      case 'b':
        return value === '1' ? 'WAAR' : 'ONWAAR';
      case 'n':
        return value === ''
          ? ''
          : numberText(
              Number(value),
              this.shared.formats[style] ?? 'number',
              this.shared.since1904,
            );
      default:
        // Text in the cell itself, of a formula, a date in ISO 8601, and the word for a failure.
        return unescaped(value);
    }
  }
}

// Excel writes what XML cannot hold as _x000D_.
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
