import { z } from 'zod';

import { t } from '@academie/platform';

import { noLimit, type RuleDefinition } from './rule-definition';
import {
  actFilter,
  checkActOptions,
  courseChoice,
  courseFilter,
  type WordLists,
} from './rule-filters';
import { either, type RulePhrases } from './rule-phrases';
import { word, words } from './yaml-schema';

/**
 * Organisations of a reference set, as valid on the day of the evidence, with at least one piece
 * of evidence. Key: the organisation, as frozen in the evidence.
 */
export type CoverageRule = z.infer<ReturnType<typeof coverageSchema>>;
export type CoverageEvidence = CoverageRule['by'][number];

export function coverageSchema(lists: WordLists) {
  const confirmed = {
    /**
     * Counts only once a theme lead of an owner recorded an act of kind `confirmation` for this
     * target and organisation, in the same period.
     */
    confirmation: word({ values: ['theme_lead'], name: 'role' }).optional(),
  };
  const act = z.strictObject({
    evidence: z.literal('act'),
    ...actFilter(lists),
    /** Only the newest act of the organisation (of these kinds and subkinds) is looked at. */
    latest: z.boolean().optional(),
    ...confirmed,
  });
  const attendance = z.strictObject({
    evidence: z.literal('attendance'),
    ...courseFilter(lists),
    functions: words(lists.functions).optional(),
    ...confirmed,
  });
  const completion = z.strictObject({
    evidence: z.literal('completion'),
    ...courseChoice(lists),
    ...confirmed,
  });
  return z.strictObject({
    type: z.literal('coverage'),
    /** A kind of organisation. */
    reference: word({ values: ['municipality', 'care_and_safety_house'], name: 'reference' }),
    /** One of these is enough. */
    by: z
      .array(
        z.discriminatedUnion('evidence', [
          act.superRefine(checkActOptions(lists)),
          attendance,
          completion,
        ]),
      )
      .min(1),
  });
}

export const coverageRule: RuleDefinition<CoverageRule> = {
  schema: coverageSchema,
  units: ['municipalities', 'houses'],
  highest: noLimit,
  shows: 'count',
  pace: 'even',
  describe: (rule, phrases) => ({
    counts: t('targets.rule.counts', { what: coverage(rule, phrases) }),
    conditions: [t('targets.rule.coverage.moment'), t('targets.rule.coverage.merged')],
  }),
};

/** What is counted, inside a sentence. */
export const coverage = (rule: CoverageRule, phrases: RulePhrases): string =>
  t('targets.rule.coverage.what', {
    organisations: t(`targets.rule.coverage.${rule.reference}`),
    evidence: either(rule.by.map((by) => evidence(by, phrases))),
  });

function evidence(by: CoverageEvidence, phrases: RulePhrases): string {
  const confirmed = by.confirmation ? t('targets.rule.coverage.confirmed') : '';
  return kindOfEvidence(by, phrases) + confirmed;
}

function kindOfEvidence(by: CoverageEvidence, phrases: RulePhrases): string {
  switch (by.evidence) {
    case 'act':
      return t(`targets.rule.coverage.act-${by.latest ? 'latest' : 'any'}`, {
        acts: phrases.acts(by),
      });
    case 'attendance': {
      const courses = phrases.courses(by);
      return by.functions
        ? t('targets.rule.coverage.attendance-of', {
            functions: phrases.functions(by.functions),
            courses,
          })
        : t('targets.rule.coverage.attendance', { courses });
    }
    case 'completion':
      return t('targets.rule.coverage.completion', {
        courses: phrases.courses({ tags: by.courseTags, kinds: by.courseKinds }),
      });
    default:
      return by satisfies never;
  }
}

/** Whether a rule counts organisations of a reference set. */
export const isCoverage = (rule: { type: string }): rule is CoverageRule =>
  rule.type === 'coverage';
