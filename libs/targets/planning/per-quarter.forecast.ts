import type { PerQuarterRule } from '../rule/per-quarter.rule';
import { matchesCourse } from '../counting/context-facts';
import { nothingPlanned, type PlanningFacts, type RuleForecast, wouldMatch } from './rule-forecast';

export const perQuarterForecast: RuleForecast<PerQuarterRule> = {
  ...nothingPlanned,
  // Of what is recorded no session is planned.
  basis: ({ count }) => (count.type === 'held_events' ? 'sessions' : null),
  recordedAs: ({ count }) => (count.type === 'act_count' ? count.actKinds : []),
  plannedKeys: ({ count }, facts) => plannedDays(count, facts).map(quarterOf),
  mayCountAlready: true,
  isServedBy: ({ count }, { context }) =>
    count.type === 'held_events' && matchesCourse(count, context),
};

const plannedDays = (
  count: PerQuarterRule['count'],
  { offerings, acts }: PlanningFacts,
): string[] =>
  count.type === 'held_events'
    ? offerings.filter(({ context }) => matchesCourse(count, context)).map(({ lastDay }) => lastDay)
    : acts.filter(({ context }) => wouldMatch(count, context)).map(({ day }) => day);

/** `2026-Q1` of `2026-02-03`. */
const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
