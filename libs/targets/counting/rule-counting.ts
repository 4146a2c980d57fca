import type { Counter, CountingFrame } from './counter';

/** What was counted, per grade. C is a bare total: shown beside the others, never added to them (R6). */
export type Grades = Record<'A' | 'B' | 'C', number>;

/** By measure. */
export type Sums = ReadonlyMap<string, Grades>;

/** How rules of one type are counted. */
export interface RuleCounting<R> {
  /** The numbers that are kept: that of the rule itself, and those it is made of. */
  counters(rule: R, measure: string, frame: CountingFrame): NamedCounter[];
  /** Further numbers, kept only when the rule is the one of the target itself. */
  headline(rule: R, frames: HeadlineFrames): NamedCounter[];
  /** What the kept numbers say. */
  measured(rule: R, measure: string, figures: Figures): Measured;
}

export type NamedCounter = [measure: string, counter: Counter];

export interface HeadlineFrames {
  frame: CountingFrame;
  /** The same period, a year earlier. */
  yearBefore(): CountingFrame;
}

export interface Figures {
  sums: Sums;
  /** Size of the reference set of each organisation kind on the last day of the period. */
  referenceSizes: ReferenceSizes;
}

export type ReferenceSizes = Readonly<Record<string, number>>;

export interface Measured {
  /** Grades A and B; null: undetermined. */
  value: number | null;
  /** Of a ratio: what the percentage is made of. */
  parts: { numerator: number; denominator: number } | null;
  /** Out of how many, where there is such a number. */
  outOf: number | null;
  /** The size of the set that is the norm when all of it is meant; null where there is no set. */
  set: number | null;
}

/** Grades A and B under one name. */
export function countedIn(sums: Sums, measure: string): number {
  const { A, B } = sums.get(measure) ?? { A: 0, B: 0 };
  return A + B;
}

/** Of a rule that is one number. */
export const countsOne = <R>(
  counterOf: (rule: R, frame: CountingFrame) => Counter,
): RuleCounting<R> => ({
  counters: (rule, measure, frame) => [[measure, counterOf(rule, frame)]],
  headline: () => [],
  measured: (_rule, measure, { sums }) => ({
    value: countedIn(sums, measure),
    parts: null,
    outOf: null,
    set: null,
  }),
});
