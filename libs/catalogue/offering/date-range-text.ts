import { LRUCache } from 'lru-cache';

import { longRange } from '@academie/platform';

const KEPT = 5000;
const said = new LRUCache<string, string>({ max: KEPT });

/**
 * "dinsdag 24 november 2026, 09.30–12.00 uur". The catalogue says the same few hundred dates on every
 * page, and saying one takes longer than all else on its card; so what was said is kept.
 */
export function dateRangeText(from: Date, to: Date): string {
  const key = `${from.getTime()}-${to.getTime()}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  const text = longRange(from, to);
  said.set(key, text);
  return text;
}
