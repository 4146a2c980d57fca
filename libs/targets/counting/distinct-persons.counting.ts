import type { Params } from '@academie/platform';

import type { Counter, CountingFrame } from './counter';
import { courseContexts } from './counting.sql';
import { evidenceSelect, firstOf, type Scope } from './evidence.sql';
import { PERSONS, PERSONS_BEFORE } from './measure-names';
import { countsOne, type RuleCounting } from './rule-counting';
import type { DistinctPersonsRule } from '../rule/distinct-persons.rule';

/** Kinds of evidence of a person, by the moment a rule looks at. */
export const personKinds = {
  started: ['started', 'started_total'],
  completed: ['completion', 'completion_total'],
  attended: ['participation'],
};

export const distinctPersonsCounting: RuleCounting<DistinctPersonsRule> = {
  ...countsOne(personsCounter),
  headline: (rule, frames) => {
    if (rule.alternativeReading !== 'net_growth') return [];
    const { baseline: _, ...everybody } = rule;
    return [
      [PERSONS, personsCounter(everybody, frames.frame)],
      [PERSONS_BEFORE, personsCounter(everybody, frames.yearBefore())],
    ];
  },
};

/** Natural persons, each once; with a baseline only those who are not in it. */
export function personsCounter(
  rule: DistinctPersonsRule,
  { contexts, span }: CountingFrame,
): Counter {
  const kinds = personKinds[rule.moment];
  const ids = courseContexts(contexts, { tags: rule.courseTags, kinds: rule.courseKinds });
  // Who took part before the period is not extra, so the years before are looked at as well, whenever they were reported:
  // a baseline that was recorded in between changes nothing of who is extra.
  const from = rule.baseline ? new Date(0) : span.from;
  const rows = (sql: Params, scope: Scope, keys?: string): string =>
    evidenceSelect(
      sql,
      scope,
      {
        kinds,
        contexts: ids,
        key: 'coalesce(e.person_pseudonym, e.source_id)::text',
        byKeys: (list) =>
          `(e.person_pseudonym = ANY (${list}) OR e.person_pseudonym IS NULL AND e.source_id = ANY (${list}))`,
        quantity: 'CASE WHEN e.person_pseudonym IS NULL THEN e.quantity ELSE 1 END',
        span: { from, until: span.until },
        where: [
          () => '(e.organisation_id IS NOT NULL OR e.person_pseudonym IS NULL)',
          ...(rule.functions
            ? [(p: Params) => `e.function_codes && ${p.add(rule.functions)}::text[]`]
            : []),
        ],
      },
      keys,
    );
  return {
    inputs: [{ kinds, contexts: ids }],
    touched: (sql, scope) => `SELECT key FROM (${rows(sql, scope)}) t`,
    subjects: (sql, scope, keys) => {
      const first = firstOf(rows(sql, scope, keys), keys);
      return rule.baseline
        ? `SELECT * FROM (${first}) f WHERE occurred_at >= ${sql.add(span.from)}`
        : first;
    },
  };
}
