import { z } from 'zod';

import { t } from '@academie/platform';

import { actCountSchema } from './act-count.rule';
import { coverage, coverageSchema } from './coverage.rule';
import { distinctPersons, personsPartSchema } from './distinct-persons.rule';
import { heldEvents, heldEventsSchema } from './held-events.rule';
import { milestone, milestoneSchema } from './milestone.rule';
import { perQuarter, perQuarterSchema } from './per-quarter.rule';
import { publishedCourses, publishedCoursesSchema } from './published-courses.rule';
import type { RuleDefinition } from './rule-definition';
import type { WordLists } from './rule-filters';
import { either, type RulePhrases } from './rule-phrases';
import { integer, labelled } from './yaml-schema';

/**
 * Parts that must each be met; the value is the number of parts met. A part is met with one subject, or
 * with `atLeast` of them. Key: the part.
 */
export type AllOfRule = z.infer<ReturnType<typeof allOfSchema>>;
export type Part = AllOfRule['parts'][number];
export type PartRule = Part['anyOf'][number];

const allOfSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('all_of'),
    parts: labelled({
      /** How much of it; left out: one is enough. */
      atLeast: integer(1, 1_000_000).optional(),
      /** Each of these counts for it. */
      anyOf: z
        .array(
          z.discriminatedUnion('type', [
            heldEventsSchema(lists),
            publishedCoursesSchema(lists),
            personsPartSchema(lists),
            coverageSchema(lists),
            actCountSchema(lists),
            perQuarterSchema(lists),
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
    conditions: parts.map(({ label, atLeast, anyOf }) =>
      t(`targets.rule.all-of.${(atLeast ?? 1) > 1 ? 'part-of' : 'part'}`, {
        label,
        atLeast,
        rules: either(anyOf.map((rule) => part(rule, phrases))),
      }),
    ),
  }),
  requirements: (rule) =>
    rule.parts.map(({ label, atLeast = 1 }) => ({
      ...{ label, atLeast, binding: false },
      ...(countedParts(rule).length === 0 && { inValue: true }),
    })),
};

/** The parts of which the number is kept as well: all, where a part asks for a number. */
export const countedParts = ({ parts }: AllOfRule): AllOfRule['parts'] =>
  parts.some(({ atLeast }) => atLeast !== undefined) ? parts : [];

function part(rule: PartRule, phrases: RulePhrases): string {
  switch (rule.type) {
    case 'held_events':
      return heldEvents(rule, phrases);
    case 'published_courses':
      return publishedCourses(rule, phrases);
    case 'distinct_persons':
      return distinctPersons(rule, phrases);
    case 'coverage':
      return coverage(rule, phrases);
    case 'act_count':
      return t('targets.rule.all-of.act', { acts: phrases.acts(rule) });
    case 'per_quarter':
      return perQuarter(rule, phrases);
    case 'milestone':
      return milestone(rule, phrases);
    default:
      return rule satisfies never;
  }
}
