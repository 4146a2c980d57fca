import { PERSONS, PERSONS_BEFORE, requirementOf, VALUE } from '../counting/measure-names';
import type { Measure, Operator } from '../plan/plan';
import type { Unit } from '../rule/unit';
import { countingOf } from '../counting/counting';
import { countedIn, type Grades, type Sums } from '../counting/rule-counting';
import { asksBaseline, asksNetGrowth } from '../rule/distinct-persons.rule';
import { definitionOf, type Rule } from '../rule/rule';
import type { Requirement } from '../rule/rule-definition';
import type { Baseline, NormSource } from '../plan/target.entity';

/**
 * `met`, `missed` only after the period, `on_track` and `behind` by the pace of today, `not_started`
 * while nothing was counted, `undetermined` without a baseline, denominator or norm, `not_applicable`
 * before the period.
 */
export const STATUSES = [
  'met',
  'on_track',
  'behind',
  'not_started',
  'missed',
  'undetermined',
  'not_applicable',
] as const;
export type TargetStatus = (typeof STATUSES)[number];

/** What a value is made of: the target, what was counted, and the day it is looked at. */
export interface ValueInput {
  rule: Rule;
  unit: Unit;
  operator: Operator;
  norm: number;
  normSource: NormSource;
  /** The plan's own number, null where it names none. */
  planNorm: number | null;
  measures: Measure[];
  baseline: Baseline | null;
  periodFrom: string;
  /** First day after the period. */
  periodTo: string;
  sums: Sums;
  /** Size of the reference set of an organisation kind on the last day of the period. */
  referenceSize: (kind: string) => number;
  /** Day in Amsterdam. */
  today: string;
  planned: number;
}

export interface MeasureValue {
  code: string;
  label: string;
  /** Null: undetermined. */
  value: number | null;
  grades: Grades;
  /** Out of how many, where there is such a number. */
  outOf: number | null;
}

export interface Value {
  /** In the unit of the target, grades A and B; null: undetermined. */
  value: number | null;
  grades: Grades;
  /** For a ratio: what the percentage is made of. */
  parts: { numerator: number; denominator: number } | null;
  norm: number;
  /** Where the set itself is the norm and the plan names another number. */
  planNorm: number | null;
  normSource: NormSource;
  /** Share of the norm, 0 to 100, for a bar. */
  percent: number;
  status: TargetStatus;
  /** What it should be today, when the norm is reached evenly over the period; null: no pace. */
  expected: number | null;
  /** Share of the period that has passed, 0 to 100. */
  elapsedPercent: number;
  planned: number;
  /** Conditions beside the number, and the parts it is made of. */
  requirements: MetRequirement[];
  measures: MeasureValue[];
  /** The other reading of "extra": persons of this period against those of the year before. */
  netGrowth: { now: number; before: number; growth: number } | null;
  /** Why it is undetermined. */
  missing: 'baseline' | 'denominator' | 'norm' | null;
}

/** A condition or a part, and how far it is; a year that was closed before kept no numbers of it. */
export interface MetRequirement extends Partial<Requirement> {
  label: string;
  met: boolean;
  counted?: number;
}

const NOTHING: Grades = { A: 0, B: 0, C: 0 };

/** The value of a target on a day. The same figures give the same value to every reader. */
export function valueOf(input: ValueInput): Value {
  const { rule, sums, today, periodFrom, periodTo } = input;
  const grades = sums.get(VALUE) ?? NOTHING;
  const main = countingOf(rule).measured(rule, VALUE, input);
  const norm =
    main.set !== null && input.operator === 'all' && input.normSource !== 'set'
      ? main.set
      : input.norm;
  const missing = missingOf(input, main.value, norm);
  const asked = definitionOf(rule).requirements?.(rule) ?? [];
  const requirements = asked.map(({ label, atLeast, binding }, index) => {
    const counted = countedIn(sums, requirementOf(index));
    return { label, met: counted >= atLeast, counted, atLeast, binding };
  });
  const elapsed = share(daysFrom(periodFrom, today) + 1, daysFrom(periodFrom, periodTo));
  const expected = expectedOf(rule, norm, elapsed, input);
  const value = missing ? null : main.value;
  return {
    value,
    grades,
    parts: main.parts,
    norm,
    planNorm: input.planNorm,
    normSource: input.normSource,
    percent: share(main.value ?? 0, norm) * 100,
    status: statusOf({
      value,
      norm,
      expected,
      met: requirements.every(({ met, binding }) => met || !binding),
      begun: today >= periodFrom,
      ended: today >= periodTo,
    }),
    expected,
    elapsedPercent: elapsed * 100,
    planned: input.planned,
    requirements,
    measures: input.measures.map(({ code, label, rule: own }) => {
      const { value: number, outOf } = countingOf(own).measured(own, code, input);
      return { code, label, value: number, grades: sums.get(code) ?? NOTHING, outOf };
    }),
    netGrowth: netGrowthOf(input),
    missing,
  };
}

function missingOf(
  { rule, baseline }: ValueInput,
  value: number | null,
  norm: number,
): Value['missing'] {
  // 0 of 0 would be all of the set: without this a target of an empty set would be met.
  if (norm <= 0) return 'norm';
  if (asksBaseline(rule) && !baseline) return 'baseline';
  return value === null ? 'denominator' : null;
}

// A ratio holds at every moment; a quarter is due when it is over; the rest goes evenly.
function expectedOf(
  rule: Rule,
  norm: number,
  elapsed: number,
  { periodFrom, periodTo, today }: ValueInput,
): number | null {
  const { pace } = definitionOf(rule);
  switch (pace) {
    case 'always':
      return null;
    case 'quarterly':
      return quartersOver(periodFrom, periodTo, today);
    case 'even':
      return Math.floor(norm * elapsed);
    default:
      return pace satisfies never;
  }
}

function netGrowthOf({ rule, sums, baseline }: ValueInput): Value['netGrowth'] {
  if (!asksNetGrowth(rule)) return null;
  const now = countedIn(sums, PERSONS);
  const before = baseline?.yearBefore ?? countedIn(sums, PERSONS_BEFORE);
  return { now, before, growth: now - before };
}

function statusOf(of: {
  value: number | null;
  norm: number;
  expected: number | null;
  met: boolean;
  begun: boolean;
  ended: boolean;
}): TargetStatus {
  if (!of.begun) return 'not_applicable';
  if (of.value === null) return 'undetermined';
  if (of.value >= of.norm && of.met) return 'met';
  if (of.ended) return 'missed';
  if (of.value === 0) return 'not_started';
  return of.value >= (of.expected ?? of.norm) ? 'on_track' : 'behind';
}

const share = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;

const DAY_MS = 86_400_000;
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Quarters, as `2026-Q1`, of which a day lies in the period. */
export function quartersOf(from: string, to: string): string[] {
  const quarters: string[] = [];
  for (let [year, quarter] = quarterOf(from); firstDay(year, quarter) < to;) {
    quarters.push(`${year}-Q${quarter}`);
    [year, quarter] = quarter === 4 ? [year + 1, 1] : [year, quarter + 1];
  }
  return quarters;
}

const quarterOf = (day: string): [year: number, quarter: number] => [
  Number(day.slice(0, 4)),
  Math.ceil(Number(day.slice(5, 7)) / 3),
];
const firstDay = (year: number, quarter: number): string =>
  `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;

function quartersOver(from: string, to: string, today: string): number {
  return quartersOf(from, to).filter((name) => {
    const [year, quarter] = [Number(name.slice(0, 4)), Number(name.slice(-1))];
    return (quarter === 4 ? firstDay(year + 1, 1) : firstDay(year, quarter + 1)) <= today;
  }).length;
}
