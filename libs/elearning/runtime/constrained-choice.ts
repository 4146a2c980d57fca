import type { PackageItem } from '../manifest/package-manifest';

/**
 * Which items may be chosen from where somebody is, by what groups say of choices (SN, SB.2.9): one that prevents
 * activation is gone into in another way first, and one that constrains lets choose in itself and in what stands beside
 * it. A group stands for what is in it.
 */
export function choiceFrom(
  items: readonly PackageItem[],
  current: string | undefined,
): (item: PackageItem) => boolean {
  if (!items.some(({ sequencing: own }) => own?.preventsActivation || own?.constrainsChoice))
    return () => true;
  const byKey = new Map(items.map((item) => [item.key, item]));
  const around = (item: PackageItem | undefined): PackageItem[] => {
    const groups: PackageItem[] = [];
    for (let at = byKey.get(item?.parent ?? ''); at; at = byKey.get(at.parent ?? ''))
      groups.push(at);
    return groups;
  };
  const active = around(byKey.get(current ?? ''));
  return (item) => {
    if (item.key === current) return true;
    const path = [item, ...around(item)];
    const entered = item.kind === 'group' ? path : path.slice(1);
    if (entered.some((group) => group.sequencing?.preventsActivation && !active.includes(group)))
      return false;
    const constrained = active.find(
      (group) => group.sequencing?.constrainsChoice && !path.includes(group),
    );
    if (!constrained) return true;
    const isAfter = items.indexOf(item) > items.indexOf(constrained);
    const beside = besideGroup(items, byKey, constrained, isAfter ? 1 : -1);
    return beside !== undefined && (path.includes(beside) || around(beside).includes(item));
  };
}

/** What stands before or after a group; of the last one in another group, what stands after that. */
function besideGroup(
  items: readonly PackageItem[],
  byKey: ReadonlyMap<string, PackageItem>,
  from: PackageItem,
  by: 1 | -1,
): PackageItem | undefined {
  for (let at: PackageItem | undefined = from; at; at = byKey.get(at.parent ?? '')) {
    const { parent } = at;
    const siblings = items.filter((one) => one.parent === parent);
    const found = siblings[siblings.indexOf(at) + by];
    if (found) return found;
  }
  return undefined;
}
