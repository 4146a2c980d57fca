import { z } from 'zod';

import { t } from '@academie/platform';

import { actCount, actCountRule, actCountSchema } from './act-count.rule';
import { heldEvents, heldEventsRule, heldEventsSchema } from './held-events.rule';
import type { RuleDefinition } from './rule-definition';
import type { WordLists } from './rule-filters';
import { integer } from './yaml-schema';

/**
 * Quarters in which the inner rule counted at least `min`; a surplus does not carry over.
 * Key: the quarter, as 2025-Q1.
 */
export type PerQuarterRule = z.infer<ReturnType<typeof perQuarterSchema>>;

const perQuarterSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('per_quarter'),
    min: integer(1, 1000).default(1),
    count: z.discriminatedUnion('type', [heldEventsSchema(lists), actCountSchema(lists)]),
  });

export const perQuarterRule: RuleDefinition<PerQuarterRule> = {
  schema: perQuarterSchema,
  units: ['quarters'],
  highest: () => 4,
  shows: 'count',
  pace: 'quarterly',
  describe: ({ min, count }, phrases) => {
    const [what, { conditions }] =
      count.type === 'held_events'
        ? [heldEvents(count, phrases), heldEventsRule.describe(count, phrases)]
        : [actCount(count, phrases), actCountRule.describe(count, phrases)];
    return {
      counts: t('targets.rule.per-quarter.counts', { min, what }),
      conditions: [t('targets.rule.per-quarter.surplus'), ...conditions],
    };
  },
};
