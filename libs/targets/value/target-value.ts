import { PERSONS, PERSONS_BEFORE, partOf, requirementOf, VALUE } from '../counting/measure-names';
import type { Measure, Operator } from '../plan/plan';
import type { Unit } from '../rule/unit';
import { countingOf } from '../counting/counting';
import { countedIn, type Grades, type ReferenceSizes, type Sums } from '../counting/rule-counting';
import { asksBaseline, asksNetGrowth } from '../rule/distinct-persons.rule';
import { definitionOf, type Rule } from '../rule/rule';
import type { Requirement } from '../rule/rule-definition';
import type { Baseline, NormSource } from '../plan/target.entity';
import {
  type Forecast,
  forecastOf,
  type Usual,
  type WhatIf,
  NO_WHAT_IF,
} from '../planning/forecast';
import { needsSessions } from '../planning/forecasts';
import { monthsOf } from './months';
import { endOfQuarter, quarterOf, quartersOf } from './quarters';
import { type QuarterFacts, standingOf, type TargetStatus } from './target-status';

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
  /** Size of the reference set of each organisation kind on the last day of the period. */
  referenceSizes: ReferenceSizes;
  /** Day in Amsterdam. */
  today: string;
  ahead: Ahead;
  /** What was added in a month, `yyyy-mm`, grades A and B. */
  months: Readonly<Record<string, number>>;
  usual: Usual;
}

/** What is planned for a target. */
export interface Ahead {
  /** Subjects that would count once what is planned was done. */
  planned: number;
  /** Subjects that would count once a register that is still open was closed. */
  toClose: number;
  /** Quarters in which something is planned, or is still to be closed. */
  quarters: readonly string[];
  /** Which conditions beside the number something planned would meet. */
  requirements: readonly boolean[];
  /** Planned offerings that count, and the people with a place in them. */
  offerings: number;
  seats: number;
}

export const NOTHING_AHEAD: Ahead = {
  planned: 0,
  toClose: 0,
  quarters: [],
  requirements: [],
  offerings: 0,
  seats: 0,
};

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
  /** What lacks must be planned before this day, `yyyy-mm-dd`. */
  planBefore: string | null;
  /** Whether it looks as serious as it is. */
  isSerious: boolean;
  /** Of the end of the period; null for what cannot be foreseen or is over. */
  forecast: Forecast | null;
  /** Where quarters count: how each stands. */
  quarters: QuarterFacts[];
  /** What it should be today, when the norm is reached evenly over the period; null: no pace. */
  expected: number | null;
  /** Share of the period that has passed, 0 to 100. */
  elapsedPercent: number;
  planned: number;
  toClose: number;
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
  /** Whether something planned would meet it. */
  planned?: boolean;
  counted?: number;
  /** Under which its units are found; left out where they are those of the value. */
  measure?: string;
}

const NOTHING: Grades = { A: 0, B: 0, C: 0 };

/** The value of a target on a day. The same figures give the same value to every reader. */
export function valueOf(input: ValueInput, whatIf: WhatIf = NO_WHAT_IF): Value {
  const { rule, sums, today, periodFrom, periodTo, ahead } = input;
  const grades = sums.get(VALUE) ?? NOTHING;
  const main = countingOf(rule).measured(rule, VALUE, input);
  const norm =
    main.set !== null && input.operator === 'all' && input.normSource !== 'set'
      ? main.set
      : input.norm;
  const missing = missingOf(input, main.value, norm);
  const asked = definitionOf(rule).requirements?.(rule) ?? [];
  const requirements = asked.map(({ label, atLeast, binding, inValue }, index) => {
    const measure = inValue ? undefined : requirementOf(index);
    const counted = countedIn(sums, measure ?? partOf(label));
    const isPlanned = ahead.requirements[index] ?? false;
    const found = { label, met: counted >= atLeast, planned: isPlanned, counted };
    return { ...found, atLeast, binding, ...(measure && { measure }) };
  });
  const elapsed = share(daysFrom(periodFrom, today) + 1, daysFrom(periodFrom, periodTo));
  const expected = expectedOf(rule, norm, elapsed, input);
  const value = missing ? null : main.value;
  const quarters = quartersIn(input);
  const { pace } = definitionOf(rule);
  const forecast = today < periodTo ? foreseen(input, value, norm, whatIf) : undefined;
  const { planned, toClose } = ahead;
  return {
    value,
    grades,
    parts: main.parts,
    norm,
    planNorm: input.planNorm,
    normSource: input.normSource,
    percent: share(main.value ?? 0, norm) * 100,
    ...standingOf({
      ...{ value, norm, missing, pace, expected, planned, toClose },
      requirements: requirements.filter(({ binding }) => binding),
      ...{ forecast, quarters, periodFrom, periodTo, today },
      needsSessions: needsSessions(rule),
    }),
    forecast: forecast ?? null,
    quarters,
    expected,
    elapsedPercent: elapsed * 100,
    planned,
    toClose,
    requirements,
    measures: input.measures.map(({ code, label, rule: own }) => {
      const { value: number, outOf } = countingOf(own).measured(own, code, input);
      return { code, label, value: number, grades: sums.get(code) ?? NOTHING, outOf };
    }),
    netGrowth: netGrowthOf(input),
    missing,
  };
}

function foreseen(
  { rule, months, usual, ahead, periodFrom, periodTo, today }: ValueInput,
  value: number | null,
  norm: number,
  whatIf: WhatIf,
): Forecast | undefined {
  const { planned, toClose, seats, offerings } = ahead;
  return forecastOf({
    ...{ rule, value, norm, planned, toClose, usual, whatIf },
    plannedSeats: seats,
    plannedOfferings: offerings,
    months: monthsOf(periodFrom, periodTo)
      .filter((month) => month < today.slice(0, 7))
      .map((month) => months[month] ?? 0),
    monthsLeft: Math.max(0, daysFrom(today, periodTo) / 30.44),
  });
}

function quartersIn({
  rule,
  months,
  ahead,
  periodFrom,
  periodTo,
  today,
}: ValueInput): QuarterFacts[] {
  if (definitionOf(rule).pace !== 'quarterly') return [];
  const met = new Set(
    Object.keys(months)
      .filter((month) => months[month])
      .map(quarterOf),
  );
  return quartersOf(periodFrom, periodTo).map((name) => {
    const endsOn = endOfQuarter(name);
    const missing = endsOn <= today ? 'lost' : 'missing';
    const isPlanned = ahead.quarters.includes(name);
    return { name, endsOn, state: met.has(name) ? 'met' : isPlanned ? 'planned' : missing };
  });
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

const share = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;

const DAY_MS = 86_400_000;
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const quartersOver = (from: string, to: string, today: string): number =>
  quartersOf(from, to).filter((name) => endOfQuarter(name) <= today).length;
