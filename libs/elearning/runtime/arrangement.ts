import { createHash } from 'node:crypto';

import type { PackageItem } from '../manifest/package-manifest';

/**
 * The parts of a package as one learner has them: where the manifest draws some of a group, or mixes them, this learner
 * always gets the same ones in the same order, on every device. `learner` is the enrolment.
 */
export function arranged(items: readonly PackageItem[], learner: string): PackageItem[] {
  if (!items.some(({ sequencing }) => sequencing?.draw)) return [...items];
  const within = new Map<string | null, PackageItem[]>();
  for (const item of items) within.set(item.parent, [...(within.get(item.parent) ?? []), item]);
  const from = (parent: string | null): PackageItem[] =>
    drawn(within.get(parent) ?? [], learner).flatMap((item) => [item, ...from(item.key)]);
  return from(null);
}

function drawn(children: readonly PackageItem[], learner: string): readonly PackageItem[] {
  const draw = children[0]?.sequencing?.draw;
  if (!draw) return children;
  const mixed = children
    .map((item) => ({ item, place: placeOf(learner, item) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ item }) => item);
  const chosen = draw.count === null ? mixed : mixed.slice(0, draw.count);
  return draw.isMixed ? chosen : children.filter((item) => chosen.includes(item));
}

const placeOf = (learner: string, { key }: PackageItem): string =>
  createHash('sha256').update(`${learner} ${key}`).digest('hex');
