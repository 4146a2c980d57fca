import path from 'node:path';

import { inOwnThread } from '../jobs/own-thread';
import { type Sheet, type SheetCell, workbookContent } from './workbook-content';
import type { WorkbookTask } from './workbook-thread';

/** Cells that are written sooner than a thread starts, in some 50 ms. */
const FEW_CELLS = 5_000;
const THREAD = path.join(__dirname, 'workbook-thread');
const LIMITS = { megabytes: 1024, milliseconds: 120_000 };

/** A table as a workbook with one sheet. */
export const dutchXlsx = (
  name: string,
  header: readonly string[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Buffer> => dutchWorkbook([{ name, header, rows }]);

/**
 * Tables as a workbook, each a sheet. A large one is made in a thread of its own: writing holds up whoever does it,
 * half a second for each ten thousand rows.
 */
export async function dutchWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const cells = sheets.reduce((sum, { header, rows }) => sum + header.length * rows.length, 0);
  if (cells <= FEW_CELLS) return Buffer.from(await workbookContent(sheets));
  const task: WorkbookTask = sheets;
  const content = await inOwnThread<Uint8Array>(THREAD, task, LIMITS);
  if (!content) throw new Error('a workbook took too much memory or time');
  return Buffer.from(content);
}
