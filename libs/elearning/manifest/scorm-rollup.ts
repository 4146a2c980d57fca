import { child, childrenOf, type XmlElement } from './xml-tree';

/** A rule by which what is around parts is done. */
export interface RollupRule {
  set: 'all' | 'any' | 'none' | 'atLeastCount' | 'atLeastPercent';
  /** How many, or from 0 to 1 how large a share. */
  least: number;
  isAny: boolean;
  conditions: { condition: 'satisfied' | 'completed'; isNot: boolean }[];
}

/** What a part means for what is around it. */
export interface ScormRollup {
  /** Whether it counts at all. */
  counts: boolean;
  /** Whether it is asked where only what is satisfied counts; undefined in packages that came before this was read. */
  satisfies?: boolean;
  /** How much its score weighs. */
  weight: number;
  /** The rules of what is around it; without them all parts that count have to be done. */
  around: RollupRule[];
}

const SETS = new Set<string>(['all', 'any', 'none', 'atLeastCount', 'atLeastPercent']);
const MOST = 100;

/** How a part counts for what is around it, from the sequencing of both. */
export function rollupOf(
  around: readonly XmlElement[],
  own: readonly XmlElement[],
): ScormRollup | undefined {
  const mine = first(own, 'rollupRules');
  const rules = first(around, 'rollupRules');
  const isTracked = first(own, 'deliveryControls')?.attributes.tracked !== 'false';
  if (!mine && !rules && isTracked) return undefined;
  const weight = Number(mine?.attributes.objectiveMeasureWeight ?? 1);
  return {
    counts: isTracked && mine?.attributes.rollupProgressCompletion !== 'false',
    satisfies: isTracked && mine?.attributes.rollupObjectiveSatisfied !== 'false',
    weight: weight >= 0 && weight <= 1 ? weight : 1,
    around: childrenOf(rules, 'rollupRule').slice(0, MOST).flatMap(rule),
  };
}

// Only what makes something done, and by what was achieved: having opened or tried a part achieves nothing here.
function rule(element: XmlElement): RollupRule[] {
  const { childActivitySet: set = 'all', minimumCount, minimumPercent } = element.attributes;
  const action = child(element, 'rollupAction')?.attributes.action ?? '';
  const list = child(element, 'rollupConditions');
  const conditions = childrenOf(list, 'rollupCondition').slice(0, MOST);
  const known = conditions.flatMap(({ attributes: { condition, operator } }) =>
    condition === 'satisfied' || condition === 'completed'
      ? [{ condition, isNot: operator === 'not' } as const]
      : [],
  );
  const isKnown = known.length > 0 && known.length === conditions.length && SETS.has(set);
  if (!isKnown || (action !== 'completed' && action !== 'satisfied')) return [];
  return [
    {
      set: set as RollupRule['set'],
      least: Number(set === 'atLeastPercent' ? minimumPercent : minimumCount) || 0,
      isAny: list?.attributes.conditionCombination !== 'all',
      conditions: known,
    },
  ];
}

const first = (parts: readonly XmlElement[], name: string): XmlElement | undefined =>
  parts.map((part) => child(part, name)).find(Boolean);
