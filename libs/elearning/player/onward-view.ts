import type { PackageItem } from '../manifest/package-manifest';
import { afterEnd, type Destination } from '../runtime/after-end';
import type { Stands } from '../runtime/conditions';
import { beside, waysIn } from '../runtime/sequencing';

/** Where the end of a part leads, as addresses for its page: `go` at all events, `onward` when its learner goes on. */
export function onwardView(
  items: readonly PackageItem[],
  stands: readonly Stands[],
  { token, item: key }: { token: string; item: string },
): { go?: string; onward?: string } {
  const ended = items.find((item) => item.key === key);
  if (!ended) return {};
  const { go, onward } = afterEnd(items, stands, waysIn({ items: [...items] }, stands), ended);
  const hrefOf = (to: Destination): string =>
    to === 'out'
      ? `/l/${token}/einde`
      : `${partHref(token, to.item)}${to.isFresh ? '&opnieuw=1' : ''}`;
  return {
    ...(go && { go: hrefOf(go) }),
    ...(onward && { onward: hrefOf({ item: onward, isFresh: false }) }),
  };
}

/** Where a part that has ended may ask to go, as addresses for its page: what it just did may have opened that. */
export function linksFrom(
  items: readonly PackageItem[],
  stands: readonly Stands[],
  { token, item: key }: { token: string; item: string },
): object {
  const ways = waysIn({ items: [...items] }, stands, key);
  const ended = items.find((item) => item.key === key);
  const [next, previous] = ended ? [beside(ways, ended, 1), beside(ways, ended, -1)] : [];
  const hrefs = (some: typeof ways): Record<string, string> =>
    Object.fromEntries(some.map(({ item }) => [item.key, partHref(token, item)]));
  return {
    ...(next && { next: partHref(token, next) }),
    ...(previous && { previous: partHref(token, previous) }),
    choices: hrefs(ways.filter(({ isChosen }) => isChosen)),
    jumps: hrefs(ways.filter(({ isOpen }) => isOpen)),
  };
}

const partHref = (token: string, { key }: PackageItem): string =>
  `/l/${token}/speler?onderdeel=${encodeURIComponent(key)}`;
