import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createGzip } from 'node:zlib';

import { UnreadableFile } from '../acts.errors';
import type { ImportRow, ImportTable } from './import-table';

/** The rows of an import as they are kept until somebody said yes: they are read from here only. */
export interface ImportContent {
  fields: string[];
  rows: AsyncIterable<ImportRow[]>;
}

/** A table, packed. `total` counts the rows that are not hidden. */
export interface PackedTable {
  content: Buffer;
  total: number;
}

/** Each line is JSON: the fields, and then some rows, [number, 1 when hidden, ...cells]. */
type Line = [number, 0 | 1, ...string[]][];

/** What releases before this one wrote: one JSON for all rows. */
interface OldContent {
  rows?: string[][];
  firstRow?: number;
}

/**
 * Packs a table as it is read, some rows at a time, so that no long list holds up the process.
 * @throws UnreadableFile when there is no row, and what reading the rows throws
 */
export async function pack({ fields, rows, columns }: ImportTable): Promise<PackedTable> {
  const gzip = createGzip();
  const packed = buffer(gzip);
  const write = async (line: object): Promise<void> => {
    if (!gzip.write(`${JSON.stringify(line)}\n`)) await once(gzip, 'drain');
  };
  let total = 0;
  try {
    await write({ fields });
    for await (const some of rows) {
      total += some.filter(({ isHidden }) => !isHidden).length;
      await write(some.map(({ number, isHidden, cells }) => [number, isHidden ? 1 : 0, ...cells]));
    }
    if (total + columns.hidden.count === 0) throw new UnreadableFile('noRows');
  } finally {
    gzip.end();
    await packed;
  }
  return { content: await packed, total };
}

/** Unpacks what was packed, as its rows are asked for. */
export async function unpack(content: Buffer): Promise<ImportContent> {
  const lines = linesOf(content);
  const first = (await lines.next()).value as (OldContent & { fields: string[] }) | undefined;
  const { fields = [], rows, firstRow = 1 } = first ?? {};
  return { fields, rows: rows ? oldRows(rows, firstRow) : rowsOf(lines) };
}

async function* linesOf(content: Buffer): AsyncGenerator {
  const input = Readable.from([content]).pipe(createGunzip());
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    yield JSON.parse(line) as unknown;
}

async function* rowsOf(lines: AsyncGenerator): AsyncGenerator<ImportRow[]> {
  for await (const line of lines)
    yield (line as Line).map(([number, hidden, ...cells]) => ({
      number,
      cells,
      isHidden: hidden === 1,
    }));
}

async function* oldRows(rows: readonly string[][], firstRow: number): AsyncGenerator<ImportRow[]> {
  yield rows.map((cells, nth) => ({ number: firstRow + nth, cells, isHidden: false }));
}
