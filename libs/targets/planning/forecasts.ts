import type { Rule, RuleOf, RuleType } from '../rule/rule';
import { actCountForecast } from './act-count.forecast';
import { allOfForecast } from './all-of.forecast';
import { coverageForecast } from './coverage.forecast';
import { distinctPersonsForecast } from './distinct-persons.forecast';
import { heldEventsForecast } from './held-events.forecast';
import { milestoneForecast } from './milestone.forecast';
import { perQuarterForecast } from './per-quarter.forecast';
import { publishedCoursesForecast } from './published-courses.forecast';
import { ratioForecast } from './ratio.forecast';
import type { RuleForecast } from './rule-forecast';

/** What is foreseen of each type of rule. */
export const FORECASTS: { [T in RuleType]: RuleForecast<RuleOf<T>> } = {
  held_events: heldEventsForecast,
  published_courses: publishedCoursesForecast,
  distinct_persons: distinctPersonsForecast,
  coverage: coverageForecast,
  act_count: actCountForecast,
  per_quarter: perQuarterForecast,
  ratio: ratioForecast,
  milestone: milestoneForecast,
  all_of: allOfForecast,
};

/** What is foreseen of a rule, typed for that rule. */
export const foreseenOf = <R extends Rule>(rule: R): RuleForecast<R> =>
  FORECASTS[rule.type] as unknown as RuleForecast<R>;

/** Whether people are to be gathered for it, so that it has to be planned weeks before. */
export function needsSessions(rule: Rule): boolean {
  const foreseen = foreseenOf(rule);
  const basis = foreseen.basis(rule);
  return basis === 'organisations'
    ? foreseen.recordedAs(rule).length === 0
    : basis === 'sessions' || basis === 'seats';
}
