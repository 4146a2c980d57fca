import type { PackageItem, PackageManifest } from '../manifest/package-manifest';
import type { RollupRule } from '../manifest/scorm-rollup';

/** How a part stands, as far as what is around it asks. */
export interface Achieved {
  item: string;
  status: string;
  score: number | null;
  isDone: boolean;
}

interface Standing {
  isDone: boolean;
  isSatisfied: boolean;
}

/**
 * Whether a package is done, and with which score: by the rules of its manifest, else when all parts that count are
 * done. The score is the average over the parts that have one, by their weights; null without.
 */
export function wholeOf(
  { items }: Pick<PackageManifest, 'items'>,
  achieved: readonly Achieved[],
): { isDone: boolean; score: number | null } {
  const of = new Map(achieved.map((one) => [one.item, one]));
  return {
    isDone: standingIn(treeOf(items), of, null)?.isDone ?? false,
    score: scoreOf(items, of),
  };
}

/** Whether a group within a package is done. */
export function groupStanding(
  items: readonly PackageItem[],
  achieved: readonly Achieved[],
  group: string,
): boolean {
  const of = new Map(achieved.map((one) => [one.item, one]));
  return standingIn(treeOf(items), of, group)?.isDone ?? false;
}

/** The average score of the parts within a group, by their weights; null without. */
export function groupScore(
  items: readonly PackageItem[],
  achieved: readonly Achieved[],
): number | null {
  return scoreOf(items, new Map(achieved.map((one) => [one.item, { ...one, isDone: true }])));
}

function treeOf(items: readonly PackageItem[]): ReadonlyMap<string | null, PackageItem[]> {
  const tree = new Map<string | null, PackageItem[]>();
  for (const item of items) tree.set(item.parent, [...(tree.get(item.parent) ?? []), item]);
  return tree;
}

// Undefined for a group in which nothing says how far somebody is.
function standingIn(
  tree: ReadonlyMap<string | null, PackageItem[]>,
  of: ReadonlyMap<string, Achieved>,
  parent: string | null,
): Standing | undefined {
  const children = (tree.get(parent) ?? []).flatMap((item) => {
    const inside = standingIn(tree, of, item.key);
    const own = item.kind === 'sco' || item.kind === 'au' ? ownStanding(of.get(item.key)) : inside;
    return own ? [{ item, standing: own }] : [];
  });
  if (children.length === 0) return undefined;
  const counting = children.filter(({ item }) => item.sequencing?.rollup?.counts !== false);
  const standings = (counting.length > 0 ? counting : children).map(({ standing }) => standing);
  const rules = children[0]?.item.sequencing?.rollup?.around ?? [];
  const isDone =
    rules.length > 0
      ? rules.some((rule) => holds(rule, countingFor(rule, children) ?? standings))
      : standings.every((one) => one.isDone);
  return { isDone, isSatisfied: isDone };
}

// Undefined where no part says that it counts otherwise for what is satisfied.
function countingFor(
  { conditions }: RollupRule,
  children: readonly { item: PackageItem; standing: Standing }[],
): Standing[] | undefined {
  if (!conditions.every(({ condition }) => condition === 'satisfied')) return undefined;
  const counting = children.filter(
    ({ item: { sequencing } }) =>
      (sequencing?.rollup?.satisfies ?? sequencing?.rollup?.counts) !== false,
  );
  return counting.length > 0 ? counting.map(({ standing }) => standing) : undefined;
}

function ownStanding(achieved: Achieved | undefined): Standing {
  const isDone = achieved?.isDone ?? false;
  return { isDone, isSatisfied: isDone && achieved?.status !== 'failed' };
}

function holds({ set, least, isAny, conditions }: RollupRule, all: readonly Standing[]): boolean {
  const met = all.filter((one) => {
    const each = conditions.map(
      ({ condition, isNot }) =>
        (condition === 'satisfied' ? one.isSatisfied : one.isDone) !== isNot,
    );
    return isAny ? each.includes(true) : !each.includes(false);
  }).length;
  switch (set) {
    case 'all':
      return met === all.length;
    case 'any':
      return met > 0;
    case 'none':
      return met === 0;
    case 'atLeastCount':
      return met >= least;
    case 'atLeastPercent':
      return met >= least * all.length;
    default:
      return set satisfies never;
  }
}

function scoreOf(items: readonly PackageItem[], of: ReadonlyMap<string, Achieved>): number | null {
  let [sum, weights] = [0, 0];
  for (const { key, sequencing } of items) {
    const { score = null, isDone } = of.get(key) ?? {};
    if (score === null || !isDone) continue;
    const weight = sequencing?.rollup?.weight ?? 1;
    sum += score * weight;
    weights += weight;
  }
  return weights > 0 ? Math.round(sum / weights) : null;
}
