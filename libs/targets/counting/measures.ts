import { startOfDay } from '@academie/platform';

import type { ContextCache } from './context-cache';
import type { Counter } from './counter';
import { counterOf, requirementCounter } from './counting';
import type { Span } from './evidence.sql';
import type { Measure, Period } from '../plan/plan';
import type { ActFilter, Rule } from '../rule/rule';

/** What counting needs of a target. Days are days in Amsterdam, `to` the first after the period. */
export interface Countable {
  id: string;
  code: string;
  rule: Rule;
  measures: Measure[];
  periodFrom: string;
  periodTo: string;
  /** Whether it was recorded, once and for all, who took part before. */
  isFrozen: boolean;
}

/** One number of a target, with how it is counted. */
export interface CountedMeasure {
  targetId: string;
  measure: string;
  counter: Counter;
}

/** The headline. */
export const VALUE = 'value';
/** The denominator of a ratio, and other numbers that a value is made of; not shown by themselves. */
export const denominatorOf = (measure: string): string => `${measure}:denominator`;
export const requirementOf = (index: number): string => `value:requirement-${index}`;
/** All persons of the period and of the year before: net growth is the difference. */
export const PERSONS = 'value:persons';
export const PERSONS_BEFORE = 'value:persons-before';

/** Every number that is kept for a target. */
export function measuresOf(target: Countable, contexts: ContextCache): CountedMeasure[] {
  const period = { from: target.periodFrom, until: target.periodTo };
  const counters = [
    ...countersOf(VALUE, target.rule, frameOf(target, period, contexts)),
    ...hiddenCounters(target, period, contexts),
    ...target.measures.flatMap(({ code, rule }) =>
      countersOf(code, rule, frameOf(target, period, contexts)),
    ),
  ];
  return counters.map(([measure, counter]) => ({ targetId: target.id, measure, counter }));
}

type Frame = Parameters<typeof counterOf>[1];
type Named = [measure: string, counter: Counter];

function countersOf(measure: string, rule: Rule, frame: Frame): Named[] {
  if (rule.type !== 'ratio') return [[measure, counterOf(rule, frame)]];
  const side = (filter: ActFilter): Counter =>
    counterOf({ ...filter, type: 'act_count', count: 'acts' }, frame);
  return [
    [measure, side(rule.numerator)],
    [denominatorOf(measure), side(rule.denominator)],
  ];
}

function hiddenCounters(target: Countable, period: Period, contexts: ContextCache): Named[] {
  const { rule } = target;
  const frame = frameOf(target, period, contexts);
  if (rule.type === 'held_events')
    return (rule.each ?? []).map((requirement, index) => [
      requirementOf(index),
      requirementCounter(rule, requirement, frame),
    ]);
  if (rule.type !== 'distinct_persons' || rule.alternativeReading !== 'net_growth') return [];
  const { baseline: _, ...everybody } = rule;
  return [
    [PERSONS, counterOf(everybody, frame)],
    [PERSONS_BEFORE, counterOf(everybody, frameOf(target, yearBefore(period), contexts))],
  ];
}

const frameOf = (
  { id, code, isFrozen }: Countable,
  period: Period,
  contexts: ContextCache,
): Frame => ({
  contexts,
  code,
  frozenFor: isFrozen ? id : undefined,
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
