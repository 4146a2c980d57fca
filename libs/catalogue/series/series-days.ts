/** How a series recurs: each week or every other week from its first day on, or on the nth weekday of each month. */
export const RHYTHMS = [
  'weekly',
  'fortnightly',
  'monthly-1',
  'monthly-2',
  'monthly-3',
  'monthly-4',
  'monthly-last',
] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export interface SeriesRule {
  rhythm: Rhythm;
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
  /** The first day on which it may begin, `yyyy-mm-dd`. */
  from: string;
  /** How many days; or until and including a day. One of both. */
  count?: number | undefined;
  until?: string | undefined;
}

/** A series has no more days than this. */
export const MOST_DAYS = 50;
/** Looking further ahead finds nothing that may be planned. */
const MOST_MONTHS = 62;
const WEEK_MS = 7 * 86_400_000;

const parse = (day: string): Date => new Date(`${day}T00:00:00Z`);
const textOf = (date: Date): string => date.toISOString().slice(0, 10);
const weekdayOf = (date: Date): number => date.getUTCDay() || 7;

/** The days of a series, in order. */
export function seriesDays(rule: SeriesRule): string[] {
  const most = Math.min(rule.count ?? MOST_DAYS, MOST_DAYS);
  const days: string[] = [];
  for (const day of daysFrom(rule)) {
    if (days.length === most || (rule.until !== undefined && day > rule.until)) break;
    days.push(day);
  }
  return days;
}

function* daysFrom({ rhythm, weekday, from }: SeriesRule): Generator<string> {
  const start = parse(from);
  if (rhythm === 'weekly' || rhythm === 'fortnightly') {
    const first = start.getTime() + ((weekday - weekdayOf(start) + 7) % 7) * 86_400_000;
    const weeks = rhythm === 'weekly' ? 1 : 2;
    for (let n = 0; n < MOST_DAYS + 1; n++) yield textOf(new Date(first + n * weeks * WEEK_MS));
    return;
  }
  for (let month = 0; month < MOST_MONTHS; month++) {
    const day = nthOf(start.getUTCFullYear(), start.getUTCMonth() + month, weekday, rhythm);
    if (day >= from) yield day;
  }
}

/** The nth of a weekday in a month, counted from 0 from January of the year on. */
function nthOf(year: number, month: number, weekday: number, rhythm: Rhythm): string {
  if (rhythm === 'monthly-last') {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return textOf(new Date(last.getTime() - ((weekdayOf(last) - weekday + 7) % 7) * 86_400_000));
  }
  const first = new Date(Date.UTC(year, month, 1));
  const nth = Number(rhythm.slice(-1)) - 1;
  const ahead = ((weekday - weekdayOf(first) + 7) % 7) + nth * 7;
  return textOf(new Date(first.getTime() + ahead * 86_400_000));
}
