import type { Params } from '@academie/platform';

import { actCountCounter } from './act-count.counting';
import type { Counter, CountingFrame } from './counter';
import { union } from './counting.sql';
import { coverageCounter } from './coverage.counting';
import { personsCounter } from './distinct-persons.counting';
import { COLUMNS, firstOf } from './evidence.sql';
import { heldEventsCounter } from './held-events.counting';
import { requirementOf } from './measure-names';
import { milestoneCounter } from './milestone.counting';
import { perQuarterCounter } from './per-quarter.counting';
import { publishedCoursesCounter } from './published-courses.counting';
import { countsOne, type RuleCounting } from './rule-counting';
import { type AllOfRule, countedParts, type Part, type PartRule } from '../rule/all-of.rule';

export const allOfCounting: RuleCounting<AllOfRule> = {
  ...countsOne(allOfCounter),
  headline: (rule, { frame }) =>
    countedParts(rule).map((part, index) => [requirementOf(index), partCounter(part, frame)]),
};

/** The parts that are met. What counts for a part is the evidence that made it enough. */
function allOfCounter(rule: AllOfRule, frame: CountingFrame): Counter {
  const parts = rule.parts.map((part) => ({ ...part, counter: partCounter(part, frame) }));
  const key = (sql: Params, label: string): string => `${sql.add(label)}::text AS key`;
  return {
    inputs: parts.flatMap(({ counter }) => counter.inputs),
    touched: (sql, scope) =>
      union(
        parts.map(
          ({ label, counter }) =>
            `SELECT ${key(sql, label)} FROM (${counter.touched(sql, scope)}) p`,
        ),
      ),
    subjects: (sql, scope, keys) =>
      firstOf(
        union(
          parts.map(({ label, atLeast = 1, counter }) => {
            const reached = `SELECT *, sum(quantity) OVER (ORDER BY grade = 'C', occurred_at, evidence_id) AS reached
              FROM (${counter.subjects(sql, scope)}) i`;
            return `SELECT ${key(sql, label)}, evidence_id, NULL::uuid AS organisation_id, occurred_at,
                grade, 1 AS quantity FROM (${reached}) p WHERE reached >= ${sql.add(atLeast)}`;
          }),
        ),
        keys,
      ),
  };
}

/** What counts for one part, by any of its rules; the same subject counts once. */
function partCounter({ anyOf }: Pick<Part, 'anyOf'>, frame: CountingFrame): Counter {
  const counters = anyOf.map((rule) => ruleCounter(rule, frame));
  const [only] = counters;
  if (only && counters.length === 1) return only;
  return {
    inputs: counters.flatMap(({ inputs }) => inputs),
    touched: (sql, scope) => union(counters.map((counter) => counter.touched(sql, scope))),
    subjects: (sql, scope, keys) =>
      firstOf(
        union(
          counters.map(
            (counter) => `SELECT ${COLUMNS} FROM (${counter.subjects(sql, scope, keys)}) c`,
          ),
        ),
        keys,
      ),
  };
}

function ruleCounter(rule: PartRule, frame: CountingFrame): Counter {
  switch (rule.type) {
    case 'held_events':
      return heldEventsCounter(rule, frame);
    case 'published_courses':
      return publishedCoursesCounter(rule, frame);
    case 'distinct_persons':
      return personsCounter(rule, frame);
    case 'coverage':
      return coverageCounter(rule, frame);
    case 'act_count':
      return actCountCounter(rule, frame);
    case 'per_quarter':
      return perQuarterCounter(rule, frame);
    case 'milestone':
      return milestoneCounter(rule, frame);
    default:
      return rule satisfies never;
  }
}
