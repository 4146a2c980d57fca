import { actCountCounter, actCountPart } from './act-count.counting';
import type { Counter, CountingFrame } from './counter';
import { firstOf } from './evidence.sql';
import { heldEventsCounter, heldEventsPart } from './held-events.counting';
import { requirementOf } from './measure-names';
import { countsOne, type RuleCounting } from './rule-counting';
import type { PerQuarterRule } from '../rule/per-quarter.rule';

export const perQuarterCounting: RuleCounting<PerQuarterRule> = {
  ...countsOne(perQuarterCounter),
  headline: ({ each = [] }, { frame }) =>
    each.map((asked, index) => [
      requirementOf(index),
      actCountCounter({ type: 'act_count', count: 'acts', ...asked }, frame),
    ]),
};

const QUARTER = `to_char(occurred_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY"-Q"Q')`;

// The evidence that counts for a quarter is the one that reached the minimum.
export function perQuarterCounter({ count, min }: PerQuarterRule, frame: CountingFrame): Counter {
  const [inner, part] =
    count.type === 'act_count'
      ? [actCountCounter(count, frame), actCountPart(count, frame)]
      : [heldEventsCounter(count, frame), heldEventsPart(count, frame)];
  return {
    inputs: inner.inputs,
    touched: (sql, scope) => `SELECT ${QUARTER} AS key FROM (${part.rows(sql, scope)}) t`,
    subjects: (sql, scope, keys) => {
      const reached = `SELECT ${QUARTER} AS key, evidence_id, NULL::uuid AS organisation_id,
          occurred_at, grade, 1 AS quantity, sum(quantity) OVER (
            PARTITION BY ${QUARTER} ORDER BY grade = 'C', occurred_at, evidence_id) AS reached
        FROM (${inner.subjects(sql, scope)}) i`;
      return firstOf(`SELECT * FROM (${reached}) r WHERE reached >= ${sql.add(min)}`, keys);
    },
  };
}
