/** Quarters, as `2026-Q1`, of which a day lies in the period. */
export function quartersOf(from: string, to: string): string[] {
  const quarters: string[] = [];
  for (let [year, quarter] = partsOf(from); firstDay(year, quarter) < to;) {
    quarters.push(`${year}-Q${quarter}`);
    [year, quarter] = quarter === 4 ? [year + 1, 1] : [year, quarter + 1];
  }
  return quarters;
}

/** The first day after a quarter. */
export function endOfQuarter(name: string): string {
  const [year, quarter] = [Number(name.slice(0, 4)), Number(name.slice(-1))];
  return quarter === 4 ? firstDay(year + 1, 1) : firstDay(year, quarter + 1);
}

/** `2026-Q1` of `2026-02-03`, or of `2026-02`. */
export function quarterOf(day: string): string {
  const [year, quarter] = partsOf(day);
  return `${year}-Q${quarter}`;
}

const partsOf = (day: string): [year: number, quarter: number] => [
  Number(day.slice(0, 4)),
  Math.ceil(Number(day.slice(5, 7)) / 3),
];

const firstDay = (year: number, quarter: number): string =>
  `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
