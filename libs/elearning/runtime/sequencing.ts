import { openItems, type PackageItem, type PackageManifest } from '../manifest/package-manifest';
import type { PreRule } from '../manifest/scorm-sequencing';

/** How a part stands, as far as an order asks. */
export interface Stands {
  item: string;
  status: string;
  isDone: boolean;
  /** How often it was begun, and whether the last time ended. */
  attempts?: number;
  ended?: boolean;
}

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
 */
export function waysIn(launch: Pick<PackageManifest, 'items'>, stands: readonly Stands[]): Way[] {
  const of = new Map(stands.map((one) => [one.item, one]));
  const globals = new Map<string, boolean>();
  for (const { key, sequencing } of launch.items) {
    const satisfied = satisfiedOf(of.get(key));
    if (satisfied === undefined) continue;
    for (const target of sequencing?.writes ?? [])
      globals.set(target, satisfied || (globals.get(target) ?? false));
  }
  const byKey = new Map(launch.items.map((item) => [item.key, item]));
  const ways = new Map<string, Omit<Way, 'item'>>();
  for (const item of launch.items) {
    const parent = byKey.get(item.parent ?? '');
    const around = parent && ways.get(parent.key);
    ways.set(
      item.key,
      wayTo(item, around, (rule) => holds(rule, item, of.get(item.key), globals), of),
    );
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
  const place = ways.findIndex(({ item }) => item === from);
  for (let at = place + by, way = ways[at]; way; at += by, way = ways[at]) {
    const { item, isOpen, isSkipped } = way;
    if (isSkipped) continue;
    const mayFlow = item.sequencing === undefined || item.sequencing.flow || item.sequencing.choice;
    return isOpen && mayFlow ? item : undefined;
  }
  return undefined;
}

function wayTo(
  { key, sequencing }: PackageItem,
  around: Omit<Way, 'item'> | undefined,
  does: (rule: PreRule) => boolean,
  of: ReadonlyMap<string, Stands>,
): Omit<Way, 'item'> {
  const acts = new Set(sequencing?.rules.filter(does).map(({ action }) => action));
  const isOpen =
    (around?.isOpen ?? true) &&
    !acts.has('disabled') &&
    !isUsedUp(sequencing?.attemptLimit, of.get(key));
  return {
    isOpen,
    isChosen:
      isOpen &&
      (around?.isChosen ?? true) &&
      (sequencing?.choice ?? true) &&
      !acts.has('hiddenFromChoice'),
    isSkipped: (around?.isSkipped ?? false) || acts.has('skip'),
  };
}

function holds(
  { isAny, conditions }: PreRule,
  { sequencing }: PackageItem,
  stands: Stands | undefined,
  globals: ReadonlyMap<string, boolean>,
): boolean {
  const met = conditions.map(({ condition, isNot, objective }) => {
    const read = globals.get(sequencing?.reads[objective ?? ''] ?? '');
    const satisfied =
      objective === null ? (satisfiedOf(stands) ?? read) : (read ?? satisfiedOf(stands));
    return isMet(condition, satisfied, stands, sequencing?.attemptLimit) !== isNot;
  });
  return isAny ? met.includes(true) : !met.includes(false);
}

function isMet(
  condition: string,
  satisfied: boolean | undefined,
  stands: Stands | undefined,
  limit: number | null | undefined,
): boolean {
  switch (condition) {
    case 'satisfied':
      return satisfied === true;
    case 'objectiveStatusKnown':
      return satisfied !== undefined;
    case 'completed':
      return stands !== undefined && ['completed', 'passed'].includes(stands.status);
    case 'activityProgressKnown':
    case 'attempted':
      return stands !== undefined;
    case 'attemptLimitExceeded':
      return isUsedUp(limit, stands);
    case 'always':
      return true;
    default:
      return false;
  }
}

// A part that says nothing of success is satisfied once it is done, as the standard has it.
function satisfiedOf(stands: Stands | undefined): boolean | undefined {
  if (!stands) return undefined;
  if (stands.status === 'failed') return false;
  return stands.isDone ? true : undefined;
}

const isUsedUp = (limit: number | null | undefined, stands: Stands | undefined): boolean =>
  typeof limit === 'number' && stands?.ended === true && (stands.attempts ?? 1) >= limit;

/** The same package without an order. */
export const unordered = ({
  items,
}: Pick<PackageManifest, 'items'>): Pick<PackageManifest, 'items'> => ({
  items: items.map(({ sequencing: _order, ...item }) => item),
});
