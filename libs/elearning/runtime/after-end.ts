import type { PackageItem } from '../manifest/package-manifest';
import { isIn, judgeOf, type Stands } from './conditions';
import { onFrom, type Way } from './sequencing';

/** Where the end of a part leads: to a part, begun anew or not, or out of the package. */
export type Destination = { item: PackageItem; isFresh: boolean } | 'out';

export interface AfterEnd {
  /** Wherever its learner wanted to go. */
  go?: Destination;
  /** When its learner wants to go on: what the end left as well is passed over. */
  onward?: PackageItem;
}

/** Whether a package says what the end of a part leads to. */
export const ordersEnds = (items: readonly PackageItem[]): boolean =>
  items.some(({ sequencing }) => sequencing?.exits?.length || sequencing?.posts?.length);

/**
 * What follows when a part has ended: rules that end what is around it too, then those of what ended last (SN, TB.2.1 to
 * TB.2.3). Empty when its learner goes where this person wanted.
 */
export function afterEnd(
  items: readonly PackageItem[],
  stands: readonly Stands[],
  ways: readonly Way[],
  ended: PackageItem,
): AfterEnd {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const { holds } = judgeOf(items, stands);
  const around: PackageItem[] = [];
  for (let at = byKey.get(ended.parent ?? ''); at; at = byKey.get(at.parent ?? ''))
    around.unshift(at);
  let current =
    around.find((item) => item.sequencing?.exits?.some((rule) => holds(rule, item))) ?? ended;
  for (;;) {
    const item = current;
    const action = item.sequencing?.posts?.find((rule) => holds(rule, item))?.action;
    if (action === 'exitParent') {
      const parent = byKey.get(item.parent ?? '');
      if (!parent) return { go: 'out' };
      current = parent;
      continue;
    }
    if (action === 'exitAll') return { go: 'out' };
    if (action === undefined) return item === ended ? {} : onwardTo(next(items, ways, item, 1));
    return goTo(destination(items, ways, item, action));
  }
}

const onwardTo = (item: PackageItem | undefined): AfterEnd => (item ? { onward: item } : {});
const goTo = (go: Destination | undefined): AfterEnd => (go ? { go } : {});

function destination(
  items: readonly PackageItem[],
  ways: readonly Way[],
  from: PackageItem,
  action: 'continue' | 'previous' | 'retry' | 'retryAll',
): Destination | undefined {
  const open = ways.filter(({ isOpen, isSkipped }) => isOpen && !isSkipped);
  switch (action) {
    case 'continue':
    case 'previous': {
      const item = next(items, ways, from, action === 'continue' ? 1 : -1);
      // The end of the last part is the end of the package.
      return item ? { item, isFresh: false } : action === 'continue' ? 'out' : undefined;
    }
    case 'retry': {
      const first = open.find(({ item }) => item === from || isIn(items, item.key, from.key));
      return first && { item: first.item, isFresh: true };
    }
    case 'retryAll':
      return open[0] && { item: open[0].item, isFresh: true };
    default:
      return action satisfies never;
  }
}

function next(
  items: readonly PackageItem[],
  ways: readonly Way[],
  from: PackageItem,
  by: 1 | -1,
): PackageItem | undefined {
  const own = ways.flatMap(({ item }, place) =>
    item === from || isIn(items, item.key, from.key) ? place : [],
  );
  const place = by > 0 ? own.at(-1) : own[0];
  return place === undefined ? undefined : onFrom(ways, place, by);
}
