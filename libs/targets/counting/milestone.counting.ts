import type { Params } from '@academie/platform';

import type { Counter, CountingFrame } from './counter';
import { actSelect, courseContexts, firstRows, openIn, openSince, union } from './counting.sql';
import { evidenceSelect, firstOf, type Scope } from './evidence.sql';
import { countsOne, type RuleCounting } from './rule-counting';
import type { MilestoneRule } from '../rule/milestone.rule';

export const milestoneCounting: RuleCounting<MilestoneRule> = countsOne(milestoneCounter);

export function milestoneCounter(rule: MilestoneRule, { contexts, span }: CountingFrame): Counter {
  const act = actSelect(contexts, { actKinds: ['milestone'], subkinds: [rule.milestone] }, true);
  const key = (sql: Params): string => `${sql.add(rule.milestone)}::text`;
  const done = (sql: Params, scope: Scope): string =>
    evidenceSelect(sql, scope, { ...act, key: key(sql), organisation: 'NULL::uuid', span });
  const { published } = rule;
  if (!published) return firstRows({ inputs: [act], rows: done });

  const offered = {
    kinds: [published.offer === 'course' ? 'offered_course' : 'offered_programme'],
    contexts: courseContexts(contexts, published, published.offer),
  };
  const open = (sql: Params, scope: Scope): string =>
    evidenceSelect(sql, scope, {
      ...offered,
      key: key(sql),
      occurred: openSince(sql, span),
      where: [openIn(span)],
    });
  return {
    inputs: [act, offered],
    touched: (sql, scope) => `SELECT key FROM (${union([done(sql, scope), open(sql, scope)])}) t`,
    subjects: (sql, scope, keys) =>
      firstOf(
        `SELECT d.key, d.evidence_id, d.organisation_id,
            greatest(d.occurred_at, o.occurred_at) AS occurred_at, d.grade, d.quantity
          FROM (${done(sql, scope)}) d
          JOIN (SELECT min(occurred_at) AS occurred_at FROM (${open(sql, scope)}) p) o
            ON o.occurred_at IS NOT NULL`,
        keys,
      ),
  };
}
