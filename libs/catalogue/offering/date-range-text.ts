import { LRUCache } from 'lru-cache';

import { longDate, longRange, shortDate, t } from '@academie/platform';

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

/** The parts of a date that stand as a block at the head of a row: "di", "10" and "mrt". */
export function dateBlock(date: Date): object {
  const [weekday, number, month3] = shortDate(date).split(' ');
  return { dateTime: date.toISOString(), weekday, number, month3 };
}
