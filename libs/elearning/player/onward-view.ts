import type { PackageItem } from '../manifest/package-manifest';
import { afterEnd, type Destination } from '../runtime/after-end';
import type { Stands } from '../runtime/conditions';
import { waysIn } from '../runtime/sequencing';

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
      : `/l/${token}/speler?onderdeel=${encodeURIComponent(to.item.key)}${to.isFresh ? '&opnieuw=1' : ''}`;
  return {
    ...(go && { go: hrefOf(go) }),
    ...(onward && { onward: hrefOf({ item: onward, isFresh: false }) }),
  };
}
