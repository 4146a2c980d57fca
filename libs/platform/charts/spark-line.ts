import { share } from './scale';

const HEIGHT = 24;
const WIDTH = 80;

/**
 * How a value grew, as a small line in a row of a list: from nothing on the first day, one point for each part of
 * the period that has begun. It carries no words: the row says the value. Without any growth there is no line.
 */
export function sparkLine(values: readonly (number | null)[], parts: number): string | undefined {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const top = Math.max(0, ...known.map(({ value }) => value));
  if (top === 0) return undefined;
  const x = (part: number): number => Math.round((share(part, parts) / 100) * WIDTH);
  const y = (value: number): number =>
    Math.round(HEIGHT - 2 - (share(value, top) / 100) * (HEIGHT - 4));
  const points = known.map(({ value, index }) => `${x(index + 1)},${y(value)}`);
  // A page shows some sixty of them, so that each byte counts.
  return `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"><path d="M0,${y(0)} ${points.join(' ')}"/></svg>`;
}
