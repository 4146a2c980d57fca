import { z } from 'zod';

import { t } from '@academie/platform';

import { noLimit, type RuleDefinition } from './rule-definition';
import { courseFilter, type WordLists } from './rule-filters';
import { lower, type RulePhrases } from './rule-phrases';
import { integer, labelled, type WordList } from './yaml-schema';

/**
 * Offerings that were held: not cancelled, last session ended, register closed, enough people
 * present who are not the trainer. The day is that of the last session. Key: the offering.
 */
export type HeldEventsRule = z.infer<ReturnType<typeof heldEventsSchema>>;
export type EventRequirement = NonNullable<HeldEventsRule['each']>[number];

export function heldEventsSchema(lists: WordLists) {
  // What people do alone has no register that closes, so such a rule would never count anything.
  const held = {
    ...lists,
    courseKinds: without(lists.courseKinds, 'e_learning'),
    modes: without(lists.modes, 'self_paced'),
  };
  return z.strictObject({
    type: z.literal('held_events'),
    ...courseFilter(held),
    /** People present, trainers not counted. */
    minPresent: integer(1, 1000).default(1),
    /** Municipalities with at least one person present. */
    minMunicipalities: integer(2, 100).optional(),
    /** Whether somebody from outside the organisation of the organiser must be there: yes, unless it says no. */
    fromOutside: z.boolean().optional(),
    /** The norm is reached only when each of these was met by at least one counted event. */
    each: labelled(courseFilter(held)).optional(),
  });
}

const without = (list: WordList, word: string): WordList => ({
  ...list,
  values: list.values.filter((value) => value !== word),
});

export const heldEventsRule: RuleDefinition<HeldEventsRule> = {
  schema: heldEventsSchema,
  units: ['events'],
  highest: noLimit,
  shows: 'count',
  pace: 'even',
  describe: (rule, phrases) => ({
    counts: t('targets.rule.counts', { what: heldEvents(rule, phrases) }),
    conditions: [
      t('targets.rule.held-events.held'),
      rule.minMunicipalities
        ? t('targets.rule.held-events.least-from', {
            count: rule.minPresent,
            municipalities: rule.minMunicipalities,
          })
        : t('targets.rule.held-events.least', { count: rule.minPresent }),
      ...(rule.fromOutside === false ? [] : [t('targets.rule.held-events.from-outside')]),
      t('targets.rule.held-events.several-days'),
      ...(rule.each ?? []).map(({ label }) =>
        t('targets.rule.held-events.each', { label: lower(label) }),
      ),
    ],
  }),
  requirements: (rule) =>
    (rule.each ?? []).map(({ label }) => ({ label, atLeast: 1, binding: true })),
};

/** What is counted, inside a sentence. */
export const heldEvents = (rule: HeldEventsRule, phrases: RulePhrases): string =>
  t('targets.rule.held-events.what', { courses: phrases.courses(rule) });
