import { openItems, type PackageItem, type PackageManifest } from '../manifest/package-manifest';
import { choiceFrom } from './constrained-choice';
import { type Judge, judgeOf, type Stands } from './conditions';

/** What somebody may do with a part now. */
export interface Way {
  item: PackageItem;
  /** It may be opened at all. */
  isOpen: boolean;
  /** It stands in the list and may be chosen there. */
  isChosen: boolean;
  /** "Next" and "previous" pass over it. */
  isSkipped: boolean;
}

/**
 * Where somebody may go in a package of SCORM 2004: choice, flow and forward only, the limit of attempts, and the
 * rules that skip, close or hide a part by how it and others stand. A package that says nothing leaves all open.
 * `current` is the part that somebody is in, for groups that choices may not lead out of or into.
 */
export function waysIn(
  launch: Pick<PackageManifest, 'items'>,
  stands: readonly Stands[],
  current?: string,
): Way[] {
  const mayBeChosen = choiceFrom(launch.items, current);
  const judge = judgeOf(launch.items, stands);
  const byKey = new Map(launch.items.map((item) => [item.key, item]));
  const ways = new Map<string, Omit<Way, 'item'>>();
  // Groups of which a part says that nobody chooses past it.
  const stopped = new Set<string | null>();
  for (const item of launch.items) {
    const parent = byKey.get(item.parent ?? '');
    const around = parent && ways.get(parent.key);
    const { acts, ...way } = wayTo(item, around, judge);
    const isChosen = way.isChosen && !stopped.has(item.parent) && mayBeChosen(item);
    ways.set(item.key, { ...way, isChosen });
    if (acts.has('stopForwardTraversal')) stopped.add(item.parent);
  }
  return openItems(launch).map((item) => ({ item, ...(ways.get(item.key) ?? OPEN) }));
}

const OPEN = { isOpen: true, isChosen: true, isSkipped: false };

/** The part that "next" or "previous" leads to from this one. */
export function beside(
  ways: readonly Way[],
  from: PackageItem,
  by: 1 | -1,
): PackageItem | undefined {
  if (by < 0 && from.sequencing?.forwardOnly) return undefined;
  return onFrom(
    ways,
    ways.findIndex(({ item }) => item === from),
    by,
  );
}

/** As `beside`, from a place in the list. */
export function onFrom(ways: readonly Way[], place: number, by: 1 | -1): PackageItem | undefined {
  for (let at = place + by, way = ways[at]; way; at += by, way = ways[at]) {
    const { item, isOpen, isSkipped } = way;
    if (isSkipped) continue;
    const mayFlow = item.sequencing === undefined || item.sequencing.flow || item.sequencing.choice;
    return isOpen && mayFlow ? item : undefined;
  }
  return undefined;
}

function wayTo(
  item: PackageItem,
  around: Omit<Way, 'item'> | undefined,
  { holds, isUsedUp }: Judge,
): Omit<Way, 'item'> & { acts: ReadonlySet<string> } {
  const { sequencing } = item;
  const acts = new Set(
    sequencing?.rules.filter((rule) => holds(rule, item)).map(({ action }) => action),
  );
  const isOpen = (around?.isOpen ?? true) && !acts.has('disabled') && !isUsedUp(item);
  return {
    acts,
    isOpen,
    isChosen:
      isOpen &&
      (around?.isChosen ?? true) &&
      (sequencing?.choice ?? true) &&
      !acts.has('hiddenFromChoice'),
    isSkipped: (around?.isSkipped ?? false) || acts.has('skip'),
  };
}

/** The same package without an order. */
export const unordered = ({
  items,
}: Pick<PackageManifest, 'items'>): Pick<PackageManifest, 'items'> => ({
  items: items.map(({ sequencing: _order, ...item }) => item),
});
