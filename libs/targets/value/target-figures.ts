import type { Grades, Sums } from '../counting/rule-counting';
import type { Grade } from '../ledger/evidence.entity';
import { foreseenOf } from '../planning/forecasts';
import type { PlannedEvidence } from '../planning/planned-evidence.queries';
import { definitionOf } from '../rule/rule';
import { type Ahead, NOTHING_AHEAD, type ValueInput } from './target-value';

/** A sum of a measure of a target, of one grade. */
export interface SumRow {
  targetId: string;
  measure: string;
  grade: Grade;
  counted: number;
  ahead: number;
  /** Of the value itself, grades A and B: what was added by month. */
  months: Record<string, number> | null;
}

type OfTarget = Omit<
  ValueInput,
  'sums' | 'referenceSizes' | 'today' | 'ahead' | 'months' | 'usual'
>;

/** What of a target a value is made of. */
export const figuresOf = (target: OfTarget): OfTarget => {
  const { rule, unit, operator, norm, normSource, planNorm, measures, baseline } = target;
  const { periodFrom, periodTo } = target;
  return {
    rule,
    unit,
    operator,
    norm,
    normSource,
    planNorm,
    measures,
    baseline,
    periodFrom,
    periodTo,
  };
};

/** What is ahead of a target; `dated` counts what has a day in the future. */
export function aheadOf(
  { rule }: OfTarget,
  { subjects, toClose, offerings, open }: PlannedEvidence,
  dated: number,
): Ahead {
  const isQuarterly = definitionOf(rule).pace === 'quarterly';
  return {
    ...NOTHING_AHEAD,
    planned: dated + subjects.size,
    toClose: toClose.size,
    quarters: isQuarterly ? [...subjects, ...toClose] : [],
    requirements: (definitionOf(rule).requirements?.(rule) ?? []).map((_requirement, index) =>
      [...offerings, ...open].some((offering) => foreseenOf(rule).meets(rule, index, offering)),
    ),
    offerings: offerings.length,
    seats: offerings.reduce((sum, { seatsTaken }) => sum + seatsTaken, 0),
  };
}

/** The sums of targets, what lies ahead, and what was added by month, by target. */
export function gather(found: readonly SumRow[]): {
  sums: Map<string, Sums>;
  ahead: Map<string, number>;
  months: Map<string, Record<string, number>>;
} {
  const sums = new Map<string, Map<string, Grades>>();
  const ahead = new Map<string, number>();
  const months = new Map<string, Record<string, number>>();
  for (const row of found) {
    const ofTarget = sums.get(row.targetId) ?? new Map<string, Grades>();
    const grades = ofTarget.get(row.measure) ?? { A: 0, B: 0, C: 0 };
    grades[row.grade] = row.counted;
    ofTarget.set(row.measure, grades);
    sums.set(row.targetId, ofTarget);
    if (row.measure === 'value' && row.grade !== 'C')
      ahead.set(row.targetId, (ahead.get(row.targetId) ?? 0) + row.ahead);
    for (const [month, added] of Object.entries(row.months ?? {})) {
      const ofMonths = months.get(row.targetId) ?? {};
      ofMonths[month] = (ofMonths[month] ?? 0) + added;
      months.set(row.targetId, ofMonths);
    }
  }
  return { sums, ahead, months };
}
