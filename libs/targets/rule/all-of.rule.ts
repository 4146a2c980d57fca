import { z } from 'zod';

import { t } from '@academie/platform';

import { actCountSchema } from './act-count.rule';
import { heldEvents, heldEventsSchema } from './held-events.rule';
import { milestone, milestoneSchema } from './milestone.rule';
import { publishedCourses, publishedCoursesSchema } from './published-courses.rule';
import type { RuleDefinition } from './rule-definition';
import type { WordLists } from './rule-filters';
import { either, type RulePhrases } from './rule-phrases';
import { labelled } from './yaml-schema';

/** Parts that must each be met at least once; the value is the number of parts met. Key: the part. */
export type AllOfRule = z.infer<ReturnType<typeof allOfSchema>>;
export type PartRule = AllOfRule['parts'][number]['anyOf'][number];

const allOfSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('all_of'),
    parts: labelled({
      /** One of these is enough. */
      anyOf: z
        .array(
          z.discriminatedUnion('type', [
            heldEventsSchema(lists),
            publishedCoursesSchema(lists),
            actCountSchema(lists),
            milestoneSchema(lists),
          ]),
        )
        .min(1),
    }),
  });

export const allOfRule: RuleDefinition<AllOfRule> = {
  schema: allOfSchema,
  units: ['parts'],
  highest: ({ parts }) => parts.length,
  shows: 'count',
  pace: 'even',
  describe: ({ parts }, phrases) => ({
    counts: t('targets.rule.all-of.counts'),
    conditions: parts.map(({ label, anyOf }) =>
      t('targets.rule.all-of.part', {
        label,
        rules: either(anyOf.map((rule) => part(rule, phrases))),
      }),
    ),
  }),
};

function part(rule: PartRule, phrases: RulePhrases): string {
  switch (rule.type) {
    case 'held_events':
      return heldEvents(rule, phrases);
    case 'published_courses':
      return publishedCourses(rule, phrases);
    case 'act_count':
      return t('targets.rule.all-of.act', { acts: phrases.acts(rule) });
    case 'milestone':
      return milestone(rule, phrases);
    default:
      return rule satisfies never;
  }
}
