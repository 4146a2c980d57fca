import { FairShare } from '@academie/platform';

import type { ImportContent } from './import-content';
import type { ImportRow } from './import-table';

/**
 * The rows of a table, each read once and in their order: whether a row says the same as another
 * depends on those before it. A part that begins in the middle reads what comes before it first.
 */
export class RowsInOrder<Row> {
  private readonly rows: AsyncIterator<ImportRow[]>;
  private some: ImportRow[] = [];
  private next = 0;

  constructor(
    { rows }: ImportContent,
    /** Whether rows that are hidden in the file are rows too. */
    private readonly takesHidden: boolean,
    private readonly read: (row: ImportRow) => Row,
  ) {
    this.rows = rows[Symbol.asyncIterator]();
  }

  /** The rows `from` up to and not including `until`, counted from 0. Lets others of this process go between. */
  async part(from: number, until: number, share = new FairShare()): Promise<Row[]> {
    if (from < this.next) throw new Error(`row ${from} was read before`);
    const found: Row[] = [];
    while (this.next < until) {
      const given = await this.one();
      if (!given) break;
      const row = this.read(given);
      if (this.next >= from) found.push(row);
      this.next += 1;
      await share.pass();
    }
    return found;
  }

  private async one(): Promise<ImportRow | undefined> {
    for (;;) {
      const row = this.some.shift();
      if (row && (this.takesHidden || !row.isHidden)) return row;
      if (row) continue;
      const more = await this.rows.next();
      if (more.done) return undefined;
      this.some = more.value;
    }
  }
}
