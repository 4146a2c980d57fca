import type { Params } from '@academie/platform';

import type { Counter, CountingFrame } from './counter';
import { bySource, courseContexts, firstRows, type Part } from './counting.sql';
import { evidenceSelect } from './evidence.sql';
import { requirementOf } from './measure-names';
import { countsOne, type RuleCounting } from './rule-counting';
import type { EventRequirement, HeldEventsRule } from '../rule/held-events.rule';

export const heldEventsCounting: RuleCounting<HeldEventsRule> = {
  ...countsOne(heldEventsCounter),
  headline: (rule, { frame }) =>
    (rule.each ?? []).map((requirement, index) => [
      requirementOf(index),
      firstRows(heldEventsPart(rule, frame, requirement)),
    ]),
};

export function heldEventsCounter(rule: HeldEventsRule, frame: CountingFrame): Counter {
  return firstRows(heldEventsPart(rule, frame));
}

/** The events of a rule; with a requirement only those that meet it as well. */
export function heldEventsPart(
  rule: HeldEventsRule,
  { contexts, span }: CountingFrame,
  requirement?: EventRequirement,
): Part {
  const also = requirement && new Set(courseContexts(contexts, requirement));
  const ids = courseContexts(contexts, rule).filter((id) => also?.has(id) ?? true);
  const inputs = [{ kinds: ['held_event'], contexts: ids }];
  const atLeast = (fact: string, least: number) => (sql: Params) =>
    `(e.facts->>'${fact}')::int >= ${sql.add(least)}`;
  return {
    inputs,
    rows: (sql, scope, keys) =>
      evidenceSelect(
        sql,
        scope,
        {
          kinds: ['held_event'],
          contexts: ids,
          key: 'e.source_id::text',
          byKeys: bySource,
          span,
          where: [
            atLeast('present', rule.minPresent),
            // Of what was counted before this was kept nobody says that only the organiser was there.
            ...(rule.fromOutside === false
              ? []
              : [() => `coalesce((e.facts->>'outside')::int, 1) >= 1`]),
            ...(rule.minMunicipalities ? [atLeast('municipalities', rule.minMunicipalities)] : []),
          ],
        },
        keys,
      ),
  };
}
