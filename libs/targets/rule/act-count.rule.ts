import { z } from 'zod';

import { t } from '@academie/platform';

import { noLimit, type RuleDefinition } from './rule-definition';
import { actFilter, checkActOptions, type WordLists } from './rule-filters';
import type { RulePhrases } from './rule-phrases';
import { word } from './yaml-schema';

/** Registered acts. Key: the act. With `count: quantity` an act weighs its quantity. */
export type ActCountRule = z.infer<ReturnType<typeof actCountSchema>>;

export const actCountSchema = (lists: WordLists) =>
  z
    .strictObject({
      type: z.literal('act_count'),
      count: word({ values: ['acts', 'quantity'], name: 'count' }),
      ...actFilter(lists),
    })
    .superRefine(checkActOptions(lists));

export const actCountRule: RuleDefinition<ActCountRule> = {
  schema: actCountSchema,
  units: ['acts', 'controls', 'publications'],
  highest: noLimit,
  shows: 'count',
  pace: 'even',
  describe: (rule, phrases) => ({
    counts: t('targets.rule.counts', { what: actCount(rule, phrases) }),
    conditions: [t('targets.rule.act-count.retracted')],
  }),
};

/** What is counted, inside a sentence. */
export const actCount = (rule: ActCountRule, phrases: RulePhrases): string =>
  t(`targets.rule.act-count.what-${rule.count}`, { acts: phrases.acts(rule) });

/** The kind of act of a rule that counts all acts of one kind; undefined for any other rule. */
export function wholeKindOf(rule: { type: string }): string | undefined {
  if (rule.type !== 'act_count') return undefined;
  const { actKinds, subkinds, statuses, flags } = rule as ActCountRule;
  return actKinds.length === 1 && !(subkinds ?? statuses ?? flags) ? actKinds[0] : undefined;
}
