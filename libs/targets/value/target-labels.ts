import { dutchNumber, mediumDate, startOfDay, t } from '@academie/platform';

import { isCoverage } from '../rule/coverage.rule';
import { definitionOf } from '../rule/rule';
import { type Unit, unitText } from '../rule/unit';
import type { TargetView } from './target.queries';
import { STATUSES, type TargetStatus } from './target-status';
import type { Value } from './target-value';

/** What a page says of a status: a word, with a colour and a sign that say the same. */
export interface StatusWords {
  label: string;
  kind: 'good' | 'info' | 'warn' | 'bad' | 'neutral';
  icon: string;
  /** Word in an address. */
  slug: string;
}

export const STATUS_WORDS: Record<TargetStatus, StatusWords> = {
  met: { label: t('targets.status.met'), kind: 'good', icon: 'check', slug: 'gehaald' },
  on_track: { label: t('targets.status.on_track'), kind: 'info', icon: 'arrow', slug: 'op-schema' },
  planned: { label: t('targets.status.planned'), kind: 'info', icon: 'calendar', slug: 'gepland' },
  to_plan: { label: t('targets.status.to_plan'), kind: 'warn', icon: 'calendar', slug: 'plannen' },
  behind: { label: t('targets.status.behind'), kind: 'warn', icon: 'alert', slug: 'achter' },
  unreachable: {
    label: t('targets.status.unreachable'),
    kind: 'bad',
    icon: 'cross',
    slug: 'niet-haalbaar',
  },
  undetermined: {
    label: t('targets.status.undetermined'),
    kind: 'neutral',
    icon: 'info',
    slug: 'onbepaald',
  },
  no_norm: {
    label: t('targets.status.no_norm'),
    kind: 'neutral',
    icon: 'minus',
    slug: 'zonder-norm',
  },
};

type Standing = Pick<Value, 'status' | 'planBefore' | 'isSerious'>;

/** The one word for how a target stands, wherever it is said. */
export function statusText({ status, planBefore }: Standing): string {
  if (status === 'to_plan' && planBefore)
    return t('targets.status.to_plan-before', { day: dutchDay(planBefore) });
  return STATUS_WORDS[status].label;
}

/** That word as a badge, as serious as it is. */
export function statusBadge(value: Standing): StatusWords {
  const words = STATUS_WORDS[value.status];
  const kind = value.isSerious && words.kind === 'warn' ? 'bad' : words.kind;
  return { ...words, label: statusText(value), kind };
}

const GRADE_WORDS = {
  A: t('targets.grade.A'),
  B: t('targets.grade.B'),
  C: t('targets.grade.C'),
} as const;
export const gradeWords = (grade: 'A' | 'B' | 'C'): string => `${grade}: ${GRADE_WORDS[grade]}`;

/**
 * "3 van 4 bijeenkomsten"; never a percentage of something that is not known. Beside a norm that was
 * lowered stands the plan's own: "90 van 100 controles (in het jaarplan 140)".
 */
export function valueText(target: Pick<TargetView, 'unit' | 'rule' | 'value'>): string {
  const { normSource, planNorm, norm } = target.value;
  const text = plainValueText(target);
  return normSource === 'set' && planNorm !== null && planNorm > norm
    ? t('targets.value.norm-of-plan', { value: text, norm: dutchNumber(planNorm) })
    : text;
}

function plainValueText({
  unit,
  rule,
  value,
}: Pick<TargetView, 'unit' | 'rule' | 'value'>): string {
  const { norm, parts, grades } = value;
  const counted = grades.A + grades.B;
  if (value.missing === 'baseline')
    return t('targets.value.no-baseline', { counted: countOf(counted, unit) });
  if (value.missing === 'norm')
    return t('targets.value.no-norm', { counted: countOf(counted, unit) });
  if (value.value === null) return t('targets.value.no-denominator');
  if (definitionOf(rule).shows === 'finished')
    return value.value > 0 ? t('targets.value.finished') : t('targets.value.not-finished');
  if (parts)
    return t('targets.value.percentage-of', {
      value: dutchNumber(value.value),
      numerator: dutchNumber(parts.numerator),
      denominator: dutchNumber(parts.denominator),
    });
  if (value.value > norm)
    return t('targets.value.above-norm', {
      value: countOf(value.value, unit),
      norm: dutchNumber(norm),
    });
  return t('targets.value.of', { value: dutchNumber(value.value), norm: countOf(norm, unit) });
}

/** What the number would be now, when it differs from what was reported. */
export function restatedText(target: TargetView): string | undefined {
  if (!target.current) return undefined;
  const now = valueText({ ...target, value: target.current });
  return t('targets.value.restated', { settled: valueText(target), now });
}

/** "4 bijeenkomsten" */
export const countOf = (count: number, unit: Unit): string =>
  `${dutchNumber(count)} ${unitText(unit, count)}`;

/** What the bar of a target shows. */
export function progressOf(target: TargetView): {
  percent: number;
  text: string;
  pace?: number;
  paceText?: string;
  /** How much more of the norm is planned. */
  planned?: number;
  state: ProgressState;
} {
  const { value } = target;
  const running = ['on_track', 'behind', 'to_plan', 'planned'].includes(value.status);
  const { expected, norm } = value;
  const percent = value.value === null ? 0 : Math.round(value.percent);
  // What is planned is counted in units, and says nothing of a share.
  const planned =
    running && definitionOf(target.rule).shows === 'count'
      ? Math.min(100 - percent, Math.round((value.planned / norm) * 100))
      : 0;
  const pace = running && expected !== null && expected > 0 ? (expected / norm) * 100 : undefined;
  return {
    percent,
    text: valueText(target),
    ...(planned > 0 && { planned }),
    ...(pace !== undefined && {
      pace: Math.min(99, Math.round(pace)),
      paceText: t('targets.value.due', { expected: dutchNumber(expected ?? 0) }),
    }),
    state: PROGRESS_STATES[value.status],
  };
}

type ProgressState = 'met' | 'ahead' | 'behind' | 'unknown';

const PROGRESS_STATES: Record<TargetStatus, ProgressState> = {
  met: 'met',
  on_track: 'ahead',
  planned: 'ahead',
  to_plan: 'behind',
  behind: 'behind',
  unreachable: 'behind',
  undetermined: 'unknown',
  no_norm: 'unknown',
};

/** Whose number the norm is, when it is not simply the plan's. */
export function normNote({ value, unit, rule }: TargetView): string | undefined {
  const { normSource, planNorm, norm } = value;
  if (normSource === 'default') return t('targets.norm.not-in-plan');
  if (normSource === 'set')
    return planNorm === null
      ? t('targets.norm.set-not-in-plan')
      : t('targets.norm.set-in-plan', { norm: dutchNumber(planNorm) });
  if (isCoverage(rule) && planNorm !== null && planNorm !== norm)
    return t('targets.norm.in-plan', { norm: countOf(planNorm, unit) });
  return undefined;
}

/** "nog 2 gepland", only while it can still matter. */
export function plannedText({ value, unit }: TargetView): string | undefined {
  if (value.planned === 0) return undefined;
  return t('targets.value.planned', { planned: countOf(value.planned, unit) });
}

/** "1 bijeenkomst nog af te sluiten": it was held, and counts once its register is closed. */
export function toCloseText({ value, unit }: TargetView): string | undefined {
  if (value.toClose === 0) return undefined;
  return t('targets.value.to-close', { open: countOf(value.toClose, unit) });
}

/** "1 januari 2026", of `yyyy-mm-dd`. */
export function dutchDay(day: string): string {
  const at = startOfDay(day);
  return at ? mediumDate(at) : day;
}

/** Bare totals are shown beside the value, and that they are not part of it. */
export const totalsText = ({ value, unit }: TargetView): string | undefined =>
  value.grades.C > 0
    ? t('targets.value.totals', { total: countOf(value.grades.C, unit) })
    : undefined;

/** "1 januari 2026 tot en met 31 december 2026" */
export function periodText(from: string, to: string): string {
  const first = startOfDay(from);
  const after = startOfDay(to);
  if (!first || !after) return '';
  return t('targets.value.period', {
    first: mediumDate(first),
    last: mediumDate(new Date(after.getTime() - 1)),
  });
}

/** "“geactiveerd” gelezen als: begonnen (omdat: …)", for each word that can be read in several ways. */
export const readingTexts = ({ readings = [] }: Pick<TargetView, 'readings'>): string[] =>
  readings.map(({ word, reads, reason }) =>
    t(`targets.reading.${reason ? 'because' : 'is'}`, { word, reads, reason }),
  );

/** What only the theme leads can settle; who chose a reading answered it. */
export const openQuestionOf = ({
  readings = [],
  openQuestion,
}: Pick<TargetView, 'readings' | 'openQuestion'>): string | null =>
  readings.some(({ reason }) => reason) ? null : openQuestion;

/** "Open vraag: …", in a list. */
export function openQuestionText(target: Parameters<typeof openQuestionOf>[0]): string | undefined {
  const question = openQuestionOf(target);
  return question ? t('targets.overview.open-question', { question }) : undefined;
}

/** Where the promise stands in the plan; that the plan is a concept is said with it. */
export function sourceText(target: TargetView): string {
  const { year, planVersion: version, sourcePages = [], sourceLines } = target;
  const key = sourcePages.length === 0 ? '-lines' : sourceLines.length === 0 ? '-pages' : '';
  const source = t(`targets.target.source${key}`, {
    ...{ year, version },
    pages: sourcePages.join(', '),
    lines: sourceLines.join(', '),
  });
  const { isOfConcept = target.planStatus === 'concept' } = target;
  return isOfConcept ? t('targets.target.source-concept', { source }) : source;
}

/** What of an earlier year has still to be looked at; who took part before no more once that was recorded. */
export const toCheckText = ({
  toCheck,
  year,
  baseline,
}: Pick<TargetView, 'toCheck' | 'year' | 'baseline'>): string | undefined =>
  (baseline ? toCheck?.replace(t('targets.plan.check-baseline', { year }), '').trim() : toCheck) ||
  undefined;

/** The way from the targets of the year to a page of one target. */
export const targetCrumbs = (
  { id, year, code }: Pick<TargetView, 'id' | 'year' | 'code'>,
  label: string,
): object[] => [
  { href: `/doelen?jaar=${year}`, label: t('targets.label.targets-year', { year }) },
  { href: `/doelen/${id}`, label: code },
  { label },
];

/** How far a condition or a part is: "4 van 6", or only whether it is there. */
export const requirementText = ({
  met,
  counted = 0,
  atLeast = 1,
}: Pick<TargetView['value']['requirements'][number], 'met' | 'counted' | 'atLeast'>): string =>
  atLeast > 1
    ? t('targets.value.of', { value: dutchNumber(counted), norm: dutchNumber(atLeast) })
    : met
      ? t('targets.state.met')
      : t('targets.state.missing');

/** How many stand how, what is well last: the order in which somebody has to look. */
export const standsOf = (
  targets: readonly Pick<TargetView, 'value'>[],
): [label: string, count: number][] =>
  STATUSES.flatMap((status): [string, number][] => {
    const { length } = targets.filter(({ value }) => value.status === status);
    return length > 0 ? [[STATUS_WORDS[status].label, length]] : [];
  });

/** "9 doelen: 4 achter, 5 gehaald" */
export const standsText = (targets: readonly Pick<TargetView, 'value'>[]): string =>
  t('targets.report.section-note', {
    targets: t('targets.digest.targets', {
      count: targets.length,
      number: dutchNumber(targets.length),
    }),
    stands: standsOf(targets)
      .map(([label, count]) => `${dutchNumber(count)} ${label.toLowerCase()}`)
      .join(', '),
  });
