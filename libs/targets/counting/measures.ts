import { startOfDay } from '@academie/platform';

import type { ContextCache } from './context-cache';
import type { Counter, CountingFrame } from './counter';
import { countingOf } from './counting';
import { VALUE } from './measure-names';
import type { Span } from './evidence.sql';
import type { Measure, Period } from '../plan/plan';
import type { Rule } from '../rule/rule';

/** What counting needs of a target. Days are days in Amsterdam, `to` the first after the period. */
export interface Countable {
  id: string;
  code: string;
  rule: Rule;
  measures: Measure[];
  periodFrom: string;
  periodTo: string;
}

/** One number of a target, with how it is counted. */
export interface CountedMeasure {
  targetId: string;
  measure: string;
  counter: Counter;
}

/** Every number that is kept for a target. */
export function measuresOf(target: Countable, contexts: ContextCache): CountedMeasure[] {
  const { id, rule, measures } = target;
  const period = { from: target.periodFrom, until: target.periodTo };
  const frame = frameOf(target, period, contexts);
  const counters = [
    ...countingOf(rule).counters(rule, VALUE, frame),
    ...countingOf(rule).headline(rule, {
      frame,
      yearBefore: () => frameOf(target, yearBefore(period), contexts),
    }),
    ...measures.flatMap(({ code, rule: own }) => countingOf(own).counters(own, code, frame)),
  ];
  return counters.map(([measure, counter]) => ({ targetId: id, measure, counter }));
}

/** What counting a target in a period needs. */
export const frameOf = (
  { code }: Pick<Countable, 'code'>,
  period: Period,
  contexts: ContextCache,
): CountingFrame => ({
  contexts,
  code,
  span: spanOf(period),
  lastDay: dayBefore(period.until),
});

/** Instants of a period in Amsterdam. */
export const spanOf = ({ from, until }: Period): Span => ({
  from: instantOf(from),
  until: instantOf(until),
});

/** Days on which periods begin or end are few, and all measures ask for them whenever something happens. */
const instants = new Map<string, Date>();

function instantOf(day: string): Date {
  const known = instants.get(day);
  if (known) return known;
  const start = startOfDay(day);
  if (!start) throw new RangeError(`there is no day ${day}`);
  instants.set(day, start);
  return start;
}

/** The day before, of `yyyy-mm-dd`. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const yearBefore = ({ from, until }: Period): Period => ({
  from: `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`.replace('-02-29', '-02-28'),
  until: `${Number(until.slice(0, 4)) - 1}${until.slice(4)}`.replace('-02-29', '-02-28'),
});
