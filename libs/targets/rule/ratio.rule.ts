import { z } from 'zod';

import { t } from '@academie/platform';

import type { RuleDefinition } from './rule-definition';
import { type ActFilter, actFilter, checkActOptions, type WordLists } from './rule-filters';
import { refuse } from './yaml-schema';

/**
 * Acts in the numerator per hundred acts in the denominator. An empty denominator is undetermined,
 * never 100. The numerator is always a part of the denominator. Key: the act, on either side.
 */
export type RatioRule = z.infer<ReturnType<typeof ratioSchema>>;

function ratioSchema(lists: WordLists) {
  const side = z.strictObject(actFilter(lists)).superRefine(checkActOptions(lists));
  return z
    .strictObject({ type: z.literal('ratio'), numerator: side, denominator: side })
    .superRefine(({ numerator, denominator }, issues) => {
      // Of an unknown kind, which was reported, nothing follows.
      const kinds = [...numerator.actKinds, ...denominator.actKinds];
      if (kinds.every((kind) => lists.acts.has(kind)) && !isPartOf(numerator, denominator))
        refuse(issues, { problem: 'ratio-above-all' }, ['numerator']);
    });
}

function isPartOf(part: ActFilter, whole: ActFilter): boolean {
  const within = (some?: string[], all?: string[]): boolean =>
    !all || (some?.every((word) => all.includes(word)) ?? false);
  return (
    within(part.actKinds, whole.actKinds) &&
    within(part.subkinds, whole.subkinds) &&
    within(part.statuses, whole.statuses) &&
    Object.entries(whole.flags ?? {}).every(([flag, value]) => part.flags?.[flag] === value)
  );
}

export const ratioRule: RuleDefinition<RatioRule> = {
  schema: ratioSchema,
  units: ['percent'],
  highest: () => 100,
  shows: 'percentage',
  pace: 'always',
  describe: ({ numerator, denominator }, phrases) => ({
    counts: t('targets.rule.ratio.counts', {
      part: phrases.acts(numerator),
      whole: phrases.acts(denominator),
    }),
    conditions: [t('targets.rule.ratio.nothing'), t('targets.rule.ratio.rounded')],
  }),
};
