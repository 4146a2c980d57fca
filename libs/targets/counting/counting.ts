import { actCountCounting } from './act-count.counting';
import { allOfCounting } from './all-of.counting';
import { coverageCounting } from './coverage.counting';
import { distinctPersonsCounting } from './distinct-persons.counting';
import { heldEventsCounting } from './held-events.counting';
import { milestoneCounting } from './milestone.counting';
import { perQuarterCounting } from './per-quarter.counting';
import { publishedCoursesCounting } from './published-courses.counting';
import { ratioCounting } from './ratio.counting';
import type { RuleCounting } from './rule-counting';
import type { Rule, RuleOf, RuleType } from '../rule/rule';

/** How each type of rule is counted. */
export const COUNTING: { [T in RuleType]: RuleCounting<RuleOf<T>> } = {
  held_events: heldEventsCounting,
  published_courses: publishedCoursesCounting,
  distinct_persons: distinctPersonsCounting,
  coverage: coverageCounting,
  act_count: actCountCounting,
  per_quarter: perQuarterCounting,
  ratio: ratioCounting,
  milestone: milestoneCounting,
  all_of: allOfCounting,
};

/** How a rule is counted, typed for that rule. */
export const countingOf = <R extends Rule>(rule: R): RuleCounting<R> =>
  COUNTING[rule.type] as unknown as RuleCounting<R>;
