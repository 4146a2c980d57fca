import {
  decodeText as decode,
  parseCsv as parse,
  type SheetProblem,
  UnreadableSheet,
} from '@academie/platform';

import { UnreadableFile } from './acts.errors';

export const MAX_ROWS = 20_000;

/** The text of a file, whatever it was written in. @throws UnreadableFile for another kind of file. */
export const decodeText = (content: Buffer): string => refusing(() => decode(content));

/** The rows of a CSV, also the empty ones. @throws UnreadableFile for a quote that never ends. */
export const parseCsv = (text: string): string[][] => refusing(() => parse(text, MAX_ROWS));

function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    const reason: SheetProblem = error.reason;
    throw new UnreadableFile(reason, error.params);
  }
}
