import type { PackageItem } from '../manifest/package-manifest';
import type { Condition, Rule } from '../manifest/scorm-sequencing';
import { groupScore, groupStanding } from './rollup';

/** How a part stands, as far as an order asks. */
export interface Stands {
  item: string;
  status: string;
  isDone: boolean;
  /** Percentage. */
  score?: number | null;
  /** How often it was begun, and whether the last time ended. */
  attempts?: number;
  ended?: boolean;
}

/** Whether the conditions of a rule of this item hold, and whether its attempts are used up. */
export interface Judge {
  readonly holds: (rule: Rule, item: PackageItem) => boolean;
  readonly isUsedUp: (item: PackageItem) => boolean;
}

/** Judges rules by how all parts stand; a group stands as the parts in it make it. */
export function judgeOf(items: readonly PackageItem[], parts: readonly Stands[]): Judge {
  const of = new Map([...parts, ...groupsOf(items, parts)].map((one) => [one.item, one]));
  const globals = new Map<string, boolean>();
  const measures = new Map<string, number>();
  for (const { key, sequencing } of items) {
    const measure = measureOf(of.get(key));
    for (const target of sequencing?.measureWrites ?? [])
      if (measure !== undefined)
        measures.set(target, Math.max(measure, measures.get(target) ?? -1));
    const satisfied = satisfiedOf(of.get(key));
    if (satisfied === undefined) continue;
    for (const target of sequencing?.writes ?? [])
      globals.set(target, satisfied || (globals.get(target) ?? false));
  }
  const isUsedUp = ({ key, sequencing }: PackageItem): boolean => {
    const [limit, stands] = [sequencing?.attemptLimit, of.get(key)];
    return typeof limit === 'number' && stands?.ended === true && (stands.attempts ?? 1) >= limit;
  };
  return {
    isUsedUp,
    holds: ({ isAny, conditions }, item) => {
      const stands = of.get(item.key);
      const met = conditions.map((one) => {
        const read = globals.get(item.sequencing?.reads[one.objective ?? ''] ?? '');
        const own = satisfiedOf(stands);
        const satisfied = one.objective === null ? (own ?? read) : (read ?? own);
        const target = item.sequencing?.measureReads?.[one.objective ?? ''];
        const [told, mine] = [measures.get(target ?? ''), measureOf(stands)];
        const measure = one.objective === null ? (mine ?? told) : (told ?? mine);
        return isMet(one, { satisfied, measure, stands, isUsedUp: isUsedUp(item) }) !== one.isNot;
      });
      return isAny ? met.includes(true) : !met.includes(false);
    },
  };
}

function isMet(
  { condition, threshold = 0 }: Condition,
  {
    satisfied,
    measure,
    stands,
    isUsedUp,
  }: {
    satisfied: boolean | undefined;
    measure: number | undefined;
    stands: Stands | undefined;
    isUsedUp: boolean;
  },
): boolean {
  switch (condition) {
    case 'satisfied':
      return satisfied === true;
    case 'objectiveStatusKnown':
      return satisfied !== undefined;
    case 'objectiveMeasureKnown':
      return measure !== undefined;
    case 'objectiveMeasureGreaterThan':
      return measure !== undefined && measure > threshold;
    case 'objectiveMeasureLessThan':
      return measure !== undefined && measure < threshold;
    case 'completed':
      return stands !== undefined && ['completed', 'passed'].includes(stands.status);
    case 'activityProgressKnown':
    case 'attempted':
      return stands !== undefined;
    case 'attemptLimitExceeded':
      return isUsedUp;
    case 'always':
      return true;
    default:
      return false;
  }
}

const measureOf = (stands: Stands | undefined): number | undefined =>
  typeof stands?.score === 'number' ? stands.score / 100 : undefined;

// A part that says nothing of success is satisfied once it is done, as the standard has it.
function satisfiedOf(stands: Stands | undefined): boolean | undefined {
  if (!stands) return undefined;
  if (stands.status === 'failed') return false;
  return stands.isDone ? true : undefined;
}

// Begun as soon as a part in it is.
function groupsOf(items: readonly PackageItem[], parts: readonly Stands[]): Stands[] {
  const achieved = parts.map((one) => ({ ...one, score: one.score ?? null }));
  return items
    .filter(({ kind, key }) => kind === 'group' && parts.some((one) => isIn(items, one.item, key)))
    .map(({ key }) => {
      const isDone = groupStanding(items, achieved, key);
      const within = items.filter((item) => isIn(items, item.key, key));
      const score = groupScore(within, achieved);
      return { item: key, isDone, status: isDone ? 'completed' : 'incomplete', score };
    });
}

/** Whether a part lies somewhere within a group. */
export function isIn(items: readonly PackageItem[], key: string, group: string): boolean {
  const parent = items.find((item) => item.key === key)?.parent ?? null;
  return parent !== null && (parent === group || isIn(items, parent, group));
}
