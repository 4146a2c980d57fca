import { z } from 'zod';

import { t } from '@academie/platform';

import type { RuleDefinition } from './rule-definition';
import { courseFilter, type WordLists } from './rule-filters';
import type { RulePhrases } from './rule-phrases';
import { word } from './yaml-schema';

/**
 * One thing that is finished, shown by an act of kind `milestone` with this subkind and a document.
 * Key: the milestone.
 */
export type MilestoneRule = z.infer<ReturnType<typeof milestoneSchema>>;

export const milestoneSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('milestone'),
    milestone: word(lists.milestones),
    document: word({ values: ['required'], name: 'choice' }),
    /** Counts only when a matching course or programme is published as well. */
    published: z
      .strictObject({
        offer: word({ values: ['course', 'programme'], name: 'offer' }),
        ...courseFilter(lists),
      })
      .optional(),
  });

export const milestoneRule: RuleDefinition<MilestoneRule> = {
  schema: milestoneSchema,
  units: ['milestones'],
  highest: () => 1,
  shows: 'finished',
  pace: 'even',
  describe: (rule, phrases) => ({
    counts: t('targets.rule.milestone.counts', { what: milestone(rule, phrases) }),
    conditions: rule.published
      ? [
          t(`targets.rule.milestone.published-${rule.published.offer}`, {
            courses: phrases.courses(rule.published),
          }),
        ]
      : [],
  }),
};

/** What must be there, inside a sentence. */
export const milestone = (rule: MilestoneRule, phrases: RulePhrases): string =>
  t('targets.rule.milestone.what', { name: phrases.milestone(rule.milestone) });
