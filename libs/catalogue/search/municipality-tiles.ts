import { t } from '@academie/platform';

import { listHref } from './catalogue-filter';
import type { Reference } from './catalogue.queries';

/** For each municipality how much is to come there, as `tile-map` shows it; the words of a search are left out. */
export function municipalityTiles(
  municipalities: Reference['municipalities'],
  counts: readonly number[],
  given: Record<string, string>,
): Record<string, object> {
  const { weergave: _display, q: _words, ...filter } = given;
  return Object.fromEntries(
    municipalities.flatMap(({ code, cbsCode }, i) => {
      const count = counts[i] ?? 0;
      if (!cbsCode || count === 0) return [];
      const label = t('catalogue.tiles.count', { count });
      return [[cbsCode, { state: 'met', label, href: listHref({ ...filter, gemeente: code }) }]];
    }),
  );
}
