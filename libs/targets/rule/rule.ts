import { z } from 'zod';

import { type ActCountRule, actCountRule } from './act-count.rule';
import { type AllOfRule, allOfRule } from './all-of.rule';
import { type CoverageRule, coverageRule } from './coverage.rule';
import { type DistinctPersonsRule, distinctPersonsRule } from './distinct-persons.rule';
import { type HeldEventsRule, heldEventsRule } from './held-events.rule';
import { type MilestoneRule, milestoneRule } from './milestone.rule';
import { type PerQuarterRule, perQuarterRule } from './per-quarter.rule';
import { type PublishedCoursesRule, publishedCoursesRule } from './published-courses.rule';
import { type RatioRule, ratioRule } from './ratio.rule';
import type { RuleDefinition, RuleSchema } from './rule-definition';
import type { WordLists } from './rule-filters';

/**
 * What a target counts, as data. The ledger knows these shapes and no target by name.
 *
 * Every rule turns a piece of evidence into at most one subject key, and the value is the number
 * of distinct keys (or the sum of their quantities where a rule says so). That is what makes
 * "counted once" a constraint. The key of each rule stands in its comment.
 *
 * Within a list of a filter one match is enough, except `tags`, which must all be there. Between
 * the fields of a filter all must hold. A field left out asks nothing.
 */
export type Rule =
  | HeldEventsRule
  | PublishedCoursesRule
  | DistinctPersonsRule
  | CoverageRule
  | ActCountRule
  | PerQuarterRule
  | RatioRule
  | MilestoneRule
  | AllOfRule;

export type RuleType = Rule['type'];
export type RuleOf<T extends RuleType> = Extract<Rule, { type: T }>;

/** Every type of rule. `COUNTING` and `FORECASTS` have the same keys. */
export const RULES: { [T in RuleType]: RuleDefinition<RuleOf<T>> } = {
  held_events: heldEventsRule,
  published_courses: publishedCoursesRule,
  distinct_persons: distinctPersonsRule,
  coverage: coverageRule,
  act_count: actCountRule,
  per_quarter: perQuarterRule,
  ratio: ratioRule,
  milestone: milestoneRule,
  all_of: allOfRule,
};

/** The definition of a rule, typed for that rule. */
export const definitionOf = <R extends Rule>(rule: R): RuleDefinition<R> =>
  RULES[rule.type] as unknown as RuleDefinition<R>;

/** A rule of any type. */
export const ruleSchema = (lists: WordLists): z.ZodType<Rule> => {
  const [first, ...others] = Object.values(RULES).map(
    (definition) => definition.schema(lists) as RuleSchema<Rule>,
  );
  return z.discriminatedUnion('type', [first as RuleSchema<Rule>, ...others]);
};
