import { canonical } from '../counting/context-facts';
import type { Unit } from '../rule/unit';
import type { Value } from './target-value';
import { standingOf } from './target-status';
import type { Grades } from '../counting/rule-counting';

/** What was shown of a target when its year was closed; kept as it was. */
export interface ClosedValue {
  code: string;
  title: string;
  sentence: string;
  unit: Unit;
  value: Value;
  /** Pieces of evidence the value stands on, by grade. */
  evidence: Grades;
}

/** What was frozen, with what it lacks: earlier releases had other words for how a target stands. */
export function settled(value: Value): Value {
  const over = { today: '1', periodFrom: '0', periodTo: '1', pace: 'even' } as const;
  const requirements = value.requirements.map((one) => ({ ...one, planned: false }));
  const ahead = { planned: 0, toClose: 0, forecast: undefined, quarters: [], expected: null };
  const needsSessions = false;
  return {
    ...value,
    ...standingOf({ ...value, ...over, ...ahead, requirements, needsSessions }),
    requirements,
    forecast: null,
    quarters: [],
    toClose: 0,
  };
}

/** Whether two values say the same of a year that is over. */
export const isSameValue = (one: Value, other: Value): boolean =>
  canonical(saidBy(one)) === canonical(saidBy(other));

const saidBy = ({ value, grades, parts, status, requirements, measures, netGrowth }: Value) => ({
  value,
  grades,
  parts,
  status,
  // Of parts the value itself says how many are met; a year closed before kept no numbers of them.
  requirements: requirements
    .filter(({ binding = true }) => binding)
    .map(({ label, met }) => ({ label, met })),
  measures: measures.map(({ code, value: number, grades: split }) => [code, number, split]),
  netGrowth,
});
