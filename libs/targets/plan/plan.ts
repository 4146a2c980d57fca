import type { Rule } from '../rule/rule';
import type { Unit } from '../rule/unit';

/** A year plan as it stands in its file, checked. Dates are days in Europe/Amsterdam. */
export interface Plan {
  year: number;
  title: string;
  /** The version the plan itself carries; a target number means nothing without it. */
  version: string;
  status: PlanStatus;
  period: Period;
  /** Dutch, shown with every number of this plan, such as that it is an example. */
  label?: string | undefined;
  continuedFrom?: { year: number; version: string } | undefined;
  /** The training, learning and coverage targets. */
  targets: PlanTarget[];
  /** Countable promises of the plan that are no training, such as newsletters. */
  others: PlanTarget[];
}

/** `draft` is ours and was never published; `concept` and `adopted` speak of the plan's document. */
export type PlanStatus = 'draft' | 'concept' | 'adopted';

/** From the first day up to, not including, the last: `2025-01-01` to `2026-01-01` is one year. */
export interface Period {
  from: string;
  until: string;
}

export interface PlanTarget {
  /** Unique in the plan and the same in the next: T26. */
  code: string;
  /** Dutch, a few words for lists. */
  title: string;
  /** Dutch, what the plan promises. One sentence is one target, however many themes own it. */
  sentence: string;
  /** Lines of the plan's text where the promise stands. */
  sourceLines: number[];
  /** Pages of the plan where it stands, or the pages of the chapter it stands in. */
  sourcePages?: number[];
  /** Theme slugs. More than one: a shared target, counted once and shown under each. */
  owners: string[];
  unit: Unit;
  operator: Operator;
  /** The plan's own number; null where the plan names none. */
  norm: number | null;
  /** Present exactly when `norm` is null; a page must say that it is not the plan's number. */
  defaultNorm?: number;
  /** Only where it differs from the period of the plan. */
  period?: Period;
  rule: Rule;
  /** Shown beside the value, never the headline and never added to it. */
  measures: Measure[];
  /** How doubtful words of the sentence are read. */
  readings?: Reading[];
  /** Dutch: a contradiction or choice that only the theme leads can settle. */
  openQuestion?: string;
  /** Dutch: why this target may not come back in a later year. */
  yearSpecific?: string;
  /** Dutch, only in a plan continued from an earlier one: what to look at again. */
  toCheck?: string;
}

/** How a word or number that can be read in several ways is read here. All Dutch. */
export interface Reading {
  /** The word, as the plan has it. */
  word: string;
  /** What it is taken to mean: one of the options, where there are any. */
  reads: string;
  /** Why; there as soon as somebody chose. */
  reason?: string;
  /** What it can be taken to mean, and what of the target then is otherwise. */
  options?: ReadingOption[];
}

export interface ReadingOption {
  reads: string;
  /** By the way to a field of the target, as `norm` or `rule.moment`. */
  set?: Record<string, string | number | string[]>;
}

export interface Measure {
  /** Unique in the target. */
  code: string;
  /** Dutch. */
  label: string;
  rule: Rule;
}

/**
 * `at_least`: the plan says so. `exactly`: the plan names a plain number; reaching it is enough and
 * more is shown as more, not as a failure. `all`: everything in the reference set or denominator;
 * the set itself is the norm, and the number in the plan is shown where the two differ.
 */
export type Operator = 'at_least' | 'exactly' | 'all';
export const OPERATORS: readonly Operator[] = ['at_least', 'exactly', 'all'];

/** Whether a year in the ledger was closed and reported; a plan as a file never is. */
export const isClosedStatus = (status: string): status is 'closed' | 'restated' =>
  status === 'closed' || status === 'restated';

export const PLAN_STATUSES: readonly PlanStatus[] = ['draft', 'concept', 'adopted'];

/** The number a target is measured against, and whether it is the plan's own. */
export function normOf(target: Pick<PlanTarget, 'norm' | 'defaultNorm'>): {
  value: number;
  fromPlan: boolean;
} {
  if (target.norm !== null) return { value: target.norm, fromPlan: true };
  return { value: target.defaultNorm ?? 1, fromPlan: false };
}

/** The version that a document itself carries, without what changes in the product added. */
export const ownVersion = (version: string): string => /^(.*) \+\d+$/.exec(version)?.[1] ?? version;

/** Every change in the product makes a version of the plan that can be told from the others. */
export function nextVersion(version: string): string {
  const [, name = version, number = '0'] = /^(.*) \+(\d+)$/.exec(version) ?? [];
  return `${name} +${Number(number) + 1}`;
}
