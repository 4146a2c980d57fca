import { actCountCounter } from './act-count.counting';
import type { Counter, CountingFrame } from './counter';
import { union } from './counting.sql';
import { firstOf, type Params } from './evidence.sql';
import { heldEventsCounter } from './held-events.counting';
import { milestoneCounter } from './milestone.counting';
import { publishedCoursesCounter } from './published-courses.counting';
import { countsOne, type RuleCounting } from './rule-counting';
import type { AllOfRule, PartRule } from '../rule/all-of.rule';

export const allOfCounting: RuleCounting<AllOfRule> = countsOne(allOfCounter);

function allOfCounter(rule: AllOfRule, frame: CountingFrame): Counter {
  const parts = rule.parts.flatMap(({ label, anyOf }) =>
    anyOf.map((part) => ({ label, counter: partCounter(part, frame) })),
  );
  const each = (sql: Params, select: (counter: Counter) => string, columns: string): string =>
    union(
      parts.map(
        ({ label, counter }) =>
          `SELECT ${sql.add(label)}::text AS key${columns} FROM (${select(counter)}) p`,
      ),
    );
  return {
    inputs: parts.flatMap(({ counter }) => counter.inputs),
    touched: (sql, scope) => each(sql, (counter) => counter.touched(sql, scope), ''),
    subjects: (sql, scope, keys) =>
      firstOf(
        each(
          sql,
          (counter) => counter.subjects(sql, scope),
          ', evidence_id, NULL::uuid AS organisation_id, occurred_at, grade, 1 AS quantity',
        ),
        keys,
      ),
  };
}

function partCounter(part: PartRule, frame: CountingFrame): Counter {
  switch (part.type) {
    case 'held_events':
      return heldEventsCounter(part, frame);
    case 'published_courses':
      return publishedCoursesCounter(part, frame);
    case 'act_count':
      return actCountCounter(part, frame);
    case 'milestone':
      return milestoneCounter(part, frame);
    default:
      return part satisfies never;
  }
}
