import { LRUCache } from 'lru-cache';

import {
  addDays,
  clockTime,
  dayOf,
  hourText,
  longDate,
  longRange,
  shortDate,
  t,
  yearOf,
} from '@academie/platform';

const KEPT = 5000;
const said = new LRUCache<string, string>({ max: KEPT });

const DAY_MS = 86_400_000;

/**
 * "dinsdag 24 november 2026, 09.30–12.00 uur". No session lasts longer than a day, so what does is a series:
 * "bijeenkomsten van … tot en met …". The catalogue says the same few hundred dates on every
 * page, and saying one takes longer than all else on its card; so what was said is kept.
 */
export function dateRangeText(from: Date, to: Date): string {
  const key = `${from.getTime()}-${to.getTime()}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  const text =
    to.getTime() - from.getTime() > DAY_MS
      ? t('catalogue.series', { first: longDate(from), last: longDate(to) })
      : longRange(from, to);
  said.set(key, text);
  return text;
}

export const isOneDay = (from: Date, to: Date): boolean => dayOf(from) === dayOf(to);

/** "09.30–12.00 uur", beside a day that is told already. */
export const hoursOf = (from: Date, to: Date): string => `${clockTime(from)}–${hourText(to)}`;

/** Beside the block of its first day: the hours, or when it ends on another day all of it. */
export const besideBlockText = (from: Date, to: Date): string =>
  isOneDay(from, to) ? hoursOf(from, to) : dateRangeText(from, to);

/** The parts of a day as a block shows them: "di", "1", "dec", and its year when that is another. */
export function dayParts(
  date: Date,
  now: Date,
): { weekday: string; number: string; month: string; year: number | undefined } {
  const [weekday = '', number = '', month = ''] = shortDate(date).split(' ');
  const year = yearOf(date);
  return { weekday, number, month, year: year === yearOf(now) ? undefined : year };
}

export interface DateBlock {
  /** The moment, as machines write it. */
  dateTime: string;
  weekday: string;
  number: string;
  month3: string;
}

/** The parts of a date that stand as a block at the head of a row: "di", "10" and "mrt", or "jan 2027" when that is another year. */
export function dateBlock(date: Date, now: Date): DateBlock {
  const { month, year, ...parts } = dayParts(date, now);
  return {
    dateTime: date.toISOString(),
    ...parts,
    month3: year === undefined ? month : `${month} ${year}`,
  };
}

/** From midnight up to a later midnight: "dinsdag 10 maart 2026", or "dinsdag … tot en met vrijdag …". */
export function wholeDaysText(from: Date, until: Date): string {
  const [first, last] = [addDays(from, 0.5), addDays(until, -0.5)];
  return dayOf(first) === dayOf(last)
    ? longDate(first)
    : t('catalogue.days-range', { first: longDate(first), last: longDate(last) });
}
