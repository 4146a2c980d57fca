import { csvRows } from './csv-rows';
import { UnreadableTable } from './unreadable-table';

/** Between cells; the first one wins a draw. */
const DELIMITERS = [';', '\t', ',', '|'] as const;
/** Characters and rows in which the header stands, if there is one. */
const SAMPLE = { characters: 64_000, rows: 50 };
// Excel itself writes this line, for the person who opens the file with other settings.
const SEPARATOR = /^sep=(.)(?:\r\n|\r|\n|$)/i;

/** How the rows of a text are written: what stands between the cells, and where the first row begins. */
export interface CsvForm {
  delimiter: string;
  from: number;
  /** Number of the first row. */
  number: number;
}

/**
 * How a CSV is written. `fits` says how well rows look like a table of what is asked, so that it is not the
 * title above a table that decides what stands between its cells.
 */
export function csvForm(text: string, fits: (rows: string[][]) => number): CsvForm {
  const [line = '', separator] = SEPARATOR.exec(text) ?? [];
  if (separator) return { delimiter: separator, from: line.length, number: 2 };
  const sample = text.slice(0, SAMPLE.characters);
  const tried = DELIMITERS.map((delimiter) => {
    const rows = sampleRows(sample, delimiter);
    const several = rows.filter((cells) => cells.length > 1).length;
    return { delimiter, fit: fits(rows), several };
  });
  const best = tried.reduce((found, one) =>
    one.fit > found.fit || (one.fit === found.fit && one.several > found.several) ? one : found,
  );
  return { delimiter: best.delimiter, from: 0, number: 1 };
}

function sampleRows(sample: string, delimiter: string): string[][] {
  const found: string[][] = [];
  try {
    for (const { cells } of csvRows(sample, delimiter)) {
      found.push(cells);
      if (found.length === SAMPLE.rows) break;
    }
  } catch (error) {
    // The sample may end within quotes.
    if (!(error instanceof UnreadableTable)) throw error;
  }
  return found;
}
