import { canonical } from '../counting/context-facts';
import type { Unit } from '../rule/unit';
import type { Value } from './target-value';
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
