import { z } from 'zod';

import { OPERATORS, PLAN_STATUSES, type Period, type Plan } from './plan';
import { definitionOf, type Rule, ruleSchema } from '../rule/rule';
import { type WordLists, wordLists } from '../rule/rule-filters';
import type { Vocabulary } from '../rule/rule-vocabulary';
import { UNITS } from '../rule/unit';
import { type Problem, readData, readYamlText } from '../rule/yaml-reader';
import { day, integer, isDay, refuse, text, word, words } from '../rule/yaml-schema';

export type { Problem } from '../rule/yaml-reader';

/** A plan, or everything that is wrong with its text in the order of the text. */
export type ParsedPlan =
  | { plan: Plan; problems?: undefined }
  | { plan?: undefined; problems: Problem[] };

/**
 * Reads a year plan from its YAML text. Never throws for what is in the text: the problems come
 * back together, each with its place, and a plan comes back only when there is none.
 */
export function parsePlan(text: string, vocabulary: Vocabulary): ParsedPlan {
  const { value, problems } = readYamlText(text, planSchema(wordLists(vocabulary)));
  return problems ? { problems } : { plan: value };
}

/** Checks a plan that was composed here by what a file must be. */
export function checkPlan(plan: unknown, vocabulary: Vocabulary): ParsedPlan {
  const { value, problems } = readData(plan, planSchema(wordLists(vocabulary)));
  return problems ? { problems } : { plan: value };
}

/** A schema for one text: it keeps the year and the codes that it has seen. */
function planSchema(lists: WordLists): z.ZodType<Plan> {
  const seen: Seen = { codes: new Set(), sentences: new Map() };
  const target = targetSchema(lists, seen);
  const year = integer(2000, 2100);
  return z.strictObject({
    year: year.superRefine((value) => {
      if (Number.isInteger(value))
        seen.whole = { within: 'year', from: `${value}-01-01`, until: `${value + 1}-01-01` };
    }),
    title: text(),
    version: text(),
    status: word({ values: PLAN_STATUSES, name: 'plan-status' }),
    period: periodSchema(seen).superRefine((period) => {
      if (isPeriod(period)) seen.whole = { within: 'plan', ...period };
    }),
    label: text().optional(),
    continuedFrom: z.strictObject({ year, version: text() }).optional(),
    targets: z.array(target).min(1),
    others: z.array(target).min(1).optional().default([]),
  });
}

interface Seen {
  codes: Set<string>;
  /** The code of the target that has a sentence, by the words of the sentence. */
  sentences: Map<string, string>;
  /** The period that one read next must lie in. */
  whole?: Period & { within: 'year' | 'plan' };
}

function targetSchema(lists: WordLists, seen: Seen) {
  const rule = ruleSchema(lists);
  return z
    .strictObject({
      code: text().superRefine((code, issues) => {
        if (!/^[A-Z]\d{2,3}$/.test(code)) refuse(issues, { problem: 'code' });
        else if (seen.codes.has(code)) refuse(issues, { problem: 'code-twice', code });
        seen.codes.add(code);
      }),
      title: text(),
      sentence: text(),
      sourceLines: z.array(integer(1, 100_000)),
      sourcePages: z.array(integer(1, 10_000)).min(1).optional(),
      owners: words(lists.themes),
      unit: word({ values: UNITS, name: 'unit' }),
      operator: word({ values: OPERATORS, name: 'operator' }),
      norm: normSchema.nullable(),
      defaultNorm: normSchema.optional(),
      period: periodSchema(seen).optional(),
      rule,
      measures: measuresSchema(rule).optional().default([]),
      readings: z.array(readingSchema).min(1).optional(),
      openQuestion: text().optional(),
      yearSpecific: text().optional(),
      toCheck: text().optional(),
    })
    .superRefine((target, issues) => {
      if (target.sourceLines.length === 0 && !target.sourcePages)
        refuse(issues, { problem: 'no-source' }, ['sourceLines']);
      checkSentence(target, seen, issues);
      checkUnit(target, issues);
      checkNorm(target, issues);
    });
}

const normSchema = integer(1, 1_000_000);

const readingSchema = z.strictObject({
  word: text(),
  reads: text(),
  reason: text().optional(),
  options: z
    .array(
      z.strictObject({
        reads: text(),
        set: z
          .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
          .optional(),
      }),
    )
    .min(2)
    .optional(),
});

const measuresSchema = (rule: z.ZodType<Rule>) =>
  z
    .array(z.strictObject({ code: text(), label: text(), rule }))
    .min(1)
    .superRefine((measures, issues) => {
      const codes = measures.map(({ code }) => code);
      codes.forEach((code, index) => {
        if (codes.indexOf(code) < index)
          refuse(issues, { problem: 'double', word: code }, [index, 'code']);
      });
    });

const periodSchema = (seen: Seen): z.ZodType<Period> =>
  z.strictObject({ from: day(), until: day() }).superRefine((period, issues) => {
    const { from, until } = period;
    const { whole } = seen;
    // A wrong value was reported where it stands, and is handed on nevertheless.
    if (!isPeriod(period)) return;
    if (from >= until) refuse(issues, { problem: 'period-reversed' });
    else if (whole && (from < whole.from || until > whole.until))
      refuse(issues, { problem: `period-outside-${whole.within}`, ...whole });
  });

const isPeriod = ({ from, until }: Period): boolean => isDay(from) && isDay(until);

type TargetInput = z.infer<ReturnType<typeof targetSchema>>;

// The plan repeats a promise under every theme that takes part. Two targets for it would make
// 500 participants look like 1000.
function checkSentence(
  { sentence, code }: TargetInput,
  { sentences }: Seen,
  issues: z.core.$RefinementCtx,
): void {
  if (typeof sentence !== 'string') return;
  const key = sentence.toLowerCase().replace(/\W+/g, ' ').trim();
  const other = sentences.get(key);
  if (other) refuse(issues, { problem: 'sentence-twice', other }, ['sentence']);
  else sentences.set(key, code);
}

function checkUnit({ unit, rule }: TargetInput, issues: z.core.$RefinementCtx): void {
  const { units } = definitionOf(rule);
  if (UNITS.includes(unit) && !units.includes(unit))
    refuse(issues, { problem: 'unit-of-another-rule', unit, units: units.join(', ') }, ['unit']);
}

/** Either the plan's own number, or none and a default that is ours. */
function checkNorm({ norm, defaultNorm, rule }: TargetInput, issues: z.core.$RefinementCtx): void {
  if (norm === null && defaultNorm === undefined)
    refuse(issues, { problem: 'missing', key: 'defaultNorm' });
  if (norm !== null && defaultNorm !== undefined)
    refuse(issues, { problem: 'two-norms' }, ['defaultNorm']);
  const most = definitionOf(rule).highest(rule);
  if (most !== undefined && (norm ?? defaultNorm ?? 0) > most)
    refuse(issues, { problem: 'norm-too-high', most }, [norm === null ? 'defaultNorm' : 'norm']);
}
