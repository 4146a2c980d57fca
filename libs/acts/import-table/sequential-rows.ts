import type { ImportTable } from './import-file';

/**
 * The rows of a table, each read once and in their order: whether a row says the same as another
 * depends on those before it. Whoever begins in the middle reads what comes before it first.
 */
export class RowsInOrder<Row> {
  private next = 0;

  constructor(
    private readonly table: ImportTable,
    private readonly read: (cells: string[], rowNumber: number) => Row,
  ) {}

  /** The rows `from` up to and not including `until`, counted from 0. */
  part(from: number, until: number): Row[] {
    if (from < this.next) throw new Error(`row ${from} was read before`);
    const found: Row[] = [];
    for (; this.next < until; this.next += 1) {
      const row = this.read(this.table.rows[this.next] ?? [], this.table.firstRow + this.next);
      if (this.next >= from) found.push(row);
    }
    return found;
  }
}
