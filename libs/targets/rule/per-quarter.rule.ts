import { z } from 'zod';

import { t } from '@academie/platform';

import { actCount, actCountRule, actCountSchema } from './act-count.rule';
import { heldEvents, heldEventsRule, heldEventsSchema } from './held-events.rule';
import type { RuleDefinition } from './rule-definition';
import { actFilter, type WordLists } from './rule-filters';
import { lower, type RulePhrases } from './rule-phrases';
import { integer, labelled } from './yaml-schema';

/**
 * Quarters in which the inner rule counted at least `min`; a surplus does not carry over.
 * Key: the quarter, as 2025-Q1.
 */
export type PerQuarterRule = z.infer<ReturnType<typeof perQuarterSchema>>;

export const perQuarterSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('per_quarter'),
    min: integer(1, 1000).default(1),
    count: z.discriminatedUnion('type', [heldEventsSchema(lists), actCountSchema(lists)]),
    /** The norm is reached only when an act of each of these was there in the period. */
    each: labelled(actFilter(lists)).optional(),
  });

export const perQuarterRule: RuleDefinition<PerQuarterRule> = {
  schema: perQuarterSchema,
  units: ['quarters'],
  highest: () => 4,
  shows: 'count',
  pace: 'quarterly',
  describe: (rule, phrases) => {
    const { count } = rule;
    const { conditions } =
      count.type === 'held_events'
        ? heldEventsRule.describe(count, phrases)
        : actCountRule.describe(count, phrases);
    return {
      counts: t('targets.rule.counts', { what: perQuarter(rule, phrases) }),
      conditions: [
        t('targets.rule.per-quarter.surplus'),
        ...conditions,
        ...(rule.each ?? []).map(({ label }) =>
          t('targets.rule.per-quarter.each', { label: lower(label) }),
        ),
      ],
    };
  },
  requirements: (rule) =>
    (rule.each ?? []).map(({ label }) => ({ label, atLeast: 1, binding: true })),
};

/** What is counted, inside a sentence. */
export const perQuarter = ({ min, count }: PerQuarterRule, phrases: RulePhrases): string =>
  t('targets.rule.per-quarter.what', {
    min,
    what: count.type === 'held_events' ? heldEvents(count, phrases) : actCount(count, phrases),
  });
