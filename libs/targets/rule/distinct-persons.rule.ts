import { z } from 'zod';

import { t } from '@academie/platform';

import { noLimit, type RuleDefinition } from './rule-definition';
import { courseChoice, type WordLists } from './rule-filters';
import type { RulePhrases } from './rule-phrases';
import { refuse, text, word, words } from './yaml-schema';

/**
 * Natural persons after merging, employed by an organisation of the academie at that moment.
 * Trainers and observers do not count, repeats do not count. Key: the person.
 */
export type DistinctPersonsRule = z.infer<ReturnType<typeof distinctPersonsSchema>>;

export const distinctPersonsSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('distinct_persons'),
    ...courseChoice(lists),
    moment: word({ values: ['started', 'completed', 'attended'], name: 'moment' }),
    /** The person had one of these functions at that moment. */
    functions: words(lists.functions).optional(),
    /** Who took part before the period does not count; without a recorded baseline: undetermined. */
    baseline: z
      .strictObject({
        required: z.boolean().superRefine((value, issues) => {
          if (!value) refuse(issues, { problem: 'baseline-required' });
        }),
        source: text().optional(),
      })
      .optional(),
    /** Also show persons in this period minus persons in the one before. Never the headline. */
    alternativeReading: word({ values: ['net_growth'], name: 'reading' }).optional(),
  });

export const distinctPersonsRule: RuleDefinition<DistinctPersonsRule> = {
  schema: distinctPersonsSchema,
  units: ['persons'],
  highest: noLimit,
  shows: 'count',
  pace: 'even',
  describe: (rule, phrases) => ({
    counts: t('targets.rule.counts', { what: distinctPersons(rule, phrases) }),
    conditions: [
      t('targets.rule.distinct-persons.once'),
      ...(rule.baseline ? [t('targets.rule.distinct-persons.baseline')] : []),
      t('targets.rule.distinct-persons.totals'),
    ],
  }),
};

/** What is counted, inside a sentence. */
export function distinctPersons(
  rule: Omit<DistinctPersonsRule, 'baseline' | 'alternativeReading'>,
  phrases: RulePhrases,
): string {
  const courses = phrases.courses({ tags: rule.courseTags, kinds: rule.courseKinds });
  const what = t(`targets.rule.distinct-persons.${rule.moment}`, { courses });
  return rule.functions
    ? what +
        t('targets.rule.distinct-persons.functions', { list: phrases.functions(rule.functions) })
    : what;
}

/** As a part of a target: who took part before is asked of whole targets only. */
export const personsPartSchema = (lists: WordLists) =>
  distinctPersonsSchema(lists).omit({ baseline: true, alternativeReading: true });

type WithBaseline = DistinctPersonsRule & Required<Pick<DistinctPersonsRule, 'baseline'>>;

/** Whether a rule needs to know who took part before the period. */
export const asksBaseline = (rule: { type: string }): rule is WithBaseline =>
  rule.type === 'distinct_persons' && (rule as DistinctPersonsRule).baseline !== undefined;

/** Whether a rule also shows persons in this period minus persons in the year before. */
export const asksNetGrowth = (rule: { type: string }): boolean =>
  rule.type === 'distinct_persons' &&
  (rule as DistinctPersonsRule).alternativeReading === 'net_growth';
