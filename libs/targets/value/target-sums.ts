import type { EntityManager } from 'typeorm';

import type { Database } from '@academie/platform';

import { partOf } from '../counting/measure-names';
import { isAhead } from '../ledger/rollups';
import { definitionOf, type Rule } from '../rule/rule';
import type { SumRow } from './target-figures';

/** What of a target says how it is summed. */
interface Summed {
  id: string;
  rule: Rule;
}

/** SQL: what was added by month, of the value itself, grades A and B. */
const MONTHS = `CASE WHEN measure = 'value' AND grade <> 'C' THEN
  jsonb_object_agg(to_char(month, 'YYYY-MM'), counted)
    FILTER (WHERE month IS NOT NULL AND counted IS NOT NULL) END AS months`;

/** SQL: the name under which a part is summed that is a subject of the value. */
const PART = `'${partOf('')}' || subject_key`;

/** Targets of which each part is a subject of the value: few, and of each a handful. */
const inParts = (targets: readonly Summed[]): string[] =>
  targets
    .filter(({ rule }) =>
      definitionOf(rule)
        .requirements?.(rule)
        .some(({ inValue }) => inValue),
    )
    .map(({ id }) => id);

/** From the rollups of months; what lies after today is taken off again. */
export const sumsNow = (
  database: Database,
  targets: readonly Summed[],
  today: string,
  tx?: EntityManager,
): Promise<SumRow[]> =>
  database.rows<SumRow>(
    `SELECT target_id AS "targetId", measure, grade, sum(counted)::int AS counted,
       sum(ahead)::int AS ahead, ${MONTHS}
     FROM (
       SELECT target_id, measure, grade, quantity AS counted, 0 AS ahead, month
         FROM targets.rollup WHERE target_id = ANY ($1)
       UNION ALL
       SELECT target_id, measure, grade, -quantity, quantity, NULL
         FROM targets.contribution WHERE target_id = ANY ($1) AND ${isAhead('$2')}
       UNION ALL
       SELECT target_id, ${PART}, grade, quantity, 0, NULL FROM targets.contribution
        WHERE target_id = ANY ($3) AND measure = 'value' AND uncounted_at IS NULL
          AND day <= $2::date) s
     GROUP BY target_id, measure, grade`,
    [targets.map(({ id }) => id), today, inParts(targets)],
    tx,
  );

/** From what counted then. */
export const sumsAt = (
  database: Database,
  targets: readonly Summed[],
  today: string,
  knownAt: Date,
): Promise<SumRow[]> =>
  database.rows<SumRow>(
    `SELECT target_id AS "targetId", measure, grade, coalesce(sum(counted), 0)::int AS counted, 0 AS ahead, ${MONTHS}
     FROM (
       SELECT target_id, measure, grade, date_trunc('month', day)::date AS month,
           sum(quantity) FILTER (WHERE day <= $2) AS counted
         FROM targets.contribution
        WHERE target_id = ANY ($1) AND counted_at <= $3
          AND (uncounted_at IS NULL OR uncounted_at > $3)
        GROUP BY 1, 2, 3, 4
       UNION ALL
       SELECT target_id, ${PART}, grade, NULL, quantity FROM targets.contribution
        WHERE target_id = ANY ($4) AND measure = 'value' AND day <= $2 AND counted_at <= $3
          AND (uncounted_at IS NULL OR uncounted_at > $3)) s
     GROUP BY target_id, measure, grade`,
    [targets.map(({ id }) => id), today, knownAt, inParts(targets)],
  );
