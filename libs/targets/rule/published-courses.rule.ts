import { z } from 'zod';

import { t } from '@academie/platform';

import { noLimit, type RuleDefinition } from './rule-definition';
import { courseFilter, type WordLists } from './rule-filters';
import type { RulePhrases } from './rule-phrases';
import { word } from './yaml-schema';

/**
 * Courses that were published and open for enrolment (or to start at once) on a day in the period.
 * Key: the course, or the offering with `count: offerings`.
 */
export type PublishedCoursesRule = z.infer<ReturnType<typeof publishedCoursesSchema>>;

export const publishedCoursesSchema = (lists: WordLists) =>
  z.strictObject({
    type: z.literal('published_courses'),
    count: word({ values: ['courses', 'offerings'], name: 'count' }),
    ...courseFilter(lists),
  });

export const publishedCoursesRule: RuleDefinition<PublishedCoursesRule> = {
  schema: publishedCoursesSchema,
  units: ['courses', 'events'],
  highest: noLimit,
  shows: 'count',
  pace: 'even',
  describe: (rule, phrases) => ({
    counts: t('targets.rule.counts', { what: publishedCourses(rule, phrases) }),
    conditions: [t('targets.rule.published-courses.open')],
  }),
};

/** What is counted, inside a sentence. */
export const publishedCourses = (rule: PublishedCoursesRule, phrases: RulePhrases): string =>
  t(`targets.rule.published-courses.what-${rule.count}`, { courses: phrases.courses(rule) });
