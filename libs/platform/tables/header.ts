import { bareText } from '../names/plain-text';

const LONGEST_HEADING = 100;

/** How many different headings stand in a row. */
export function headingsIn(cells: readonly string[], headings: ReadonlySet<string>): number {
  const found = new Set<string>();
  for (const cell of cells) {
    const word = cell.length > LONGEST_HEADING ? '' : bareText(cell);
    if (headings.has(word)) found.add(word);
  }
  return found.size;
}

/** The row that has most of the headings, the first of them when several have as many. */
export function headerIn(
  rows: readonly (readonly string[])[],
  headings: ReadonlySet<string>,
): { at: number; score: number } | undefined {
  let best: { at: number; score: number } | undefined;
  for (const [at, cells] of rows.entries()) {
    const score = headingsIn(cells, headings);
    if (score > (best?.score ?? 0)) best = { at, score };
  }
  return best;
}
