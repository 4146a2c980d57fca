import { dutchNumber, mediumDate, startOfDay } from '@academie/platform';

import { isCoverage } from '../rule/coverage.rule';
import { definitionOf } from '../rule/rule';
import { type Unit, unitText } from '../rule/unit';
import type { TargetView } from './target.queries';
import type { TargetStatus } from './target-value';

/** What a page says of a status: a word, with a colour and a sign that say the same. */
export interface StatusWords {
  label: string;
  kind: 'good' | 'info' | 'warn' | 'bad' | 'neutral';
  icon: string;
  /** Word in an address. */
  slug: string;
}

export const STATUS_WORDS: Record<TargetStatus, StatusWords> = {
  met: { label: 'Behaald', kind: 'good', icon: 'check', slug: 'behaald' },
  on_track: { label: 'Op koers', kind: 'info', icon: 'arrow', slug: 'op-koers' },
  behind: { label: 'Achter', kind: 'warn', icon: 'alert', slug: 'achter' },
  not_started: { label: 'Niet begonnen', kind: 'warn', icon: 'minus', slug: 'niet-begonnen' },
  missed: { label: 'Niet behaald', kind: 'bad', icon: 'cross', slug: 'niet-behaald' },
  undetermined: { label: 'Onbepaald', kind: 'neutral', icon: 'info', slug: 'onbepaald' },
  not_applicable: { label: 'N.v.t.', kind: 'neutral', icon: 'minus', slug: 'nvt' },
};

const GRADE_WORDS = {
  A: 'Eigen registratie',
  B: 'Opgave met namen',
  C: 'Alleen een totaal',
} as const;
export const gradeWords = (grade: 'A' | 'B' | 'C'): string => `${grade}: ${GRADE_WORDS[grade]}`;

/** "3 van 4 bijeenkomsten"; never a percentage of something that is not known. */
export function valueText({ unit, rule, value }: TargetView): string {
  const { norm, parts, grades } = value;
  const counted = grades.A + grades.B;
  if (value.missing === 'baseline')
    return `onbepaald: ${countOf(counted, unit)}, maar de nulstand ontbreekt`;
  if (value.missing === 'norm')
    return `onbepaald: ${countOf(counted, unit)}, maar er is geen norm om mee te vergelijken`;
  if (value.value === null) return 'onbepaald: nog niets geregistreerd om door te delen';
  if (definitionOf(rule).shows === 'finished') return value.value > 0 ? 'af' : 'nog niet af';
  if (parts)
    return `${dutchNumber(value.value)} % (${dutchNumber(parts.numerator)} van ${dutchNumber(parts.denominator)})`;
  if (value.value > norm) return `${countOf(value.value, unit)}, norm ${dutchNumber(norm)}`;
  return `${dutchNumber(value.value)} van ${countOf(norm, unit)}`;
}

/** What the number would be now, when it differs from what was reported. */
export function restatedText(target: TargetView): string | undefined {
  if (!target.current) return undefined;
  const now = valueText({ ...target, value: target.current });
  return `Vastgesteld is ${valueText(target)}. Door een latere correctie zou het nu ${now} zijn.`;
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
  state: 'met' | 'ahead' | 'behind' | 'unknown';
} {
  const { value } = target;
  const running = ['on_track', 'behind', 'not_started'].includes(value.status);
  const { expected, norm } = value;
  const pace = running && expected !== null && expected > 0 ? (expected / norm) * 100 : undefined;
  return {
    percent: value.value === null ? 0 : Math.round(value.percent),
    text: valueText(target),
    ...(pace !== undefined && {
      pace: Math.min(99, Math.round(pace)),
      paceText: `op schema: ${dutchNumber(expected ?? 0)}`,
    }),
    state: stateOf(value.status),
  };
}

function stateOf(status: TargetStatus): 'met' | 'ahead' | 'behind' | 'unknown' {
  if (status === 'met') return 'met';
  if (status === 'on_track') return 'ahead';
  return status === 'undetermined' || status === 'not_applicable' ? 'unknown' : 'behind';
}

/** Whose number the norm is, when it is not simply the plan's. */
export function normNote({ value, unit, rule }: TargetView): string | undefined {
  const { normSource, planNorm, norm } = value;
  if (normSource === 'default') return 'norm niet in jaarplan';
  if (normSource === 'set')
    return planNorm === null
      ? 'norm gezet door de themaleider, niet in jaarplan'
      : `norm gezet door de themaleider, in het jaarplan ${dutchNumber(planNorm)}`;
  if (isCoverage(rule) && planNorm !== null && planNorm !== norm)
    return `in het jaarplan ${countOf(planNorm, unit)}`;
  return undefined;
}

/** "nog 2 gepland", only while it can still matter. */
export function plannedText({ value, unit }: TargetView): string | undefined {
  if (value.planned === 0) return undefined;
  return `${countOf(value.planned, unit)} gepland`;
}

/** "1 januari 2026", of `yyyy-mm-dd`. */
export function dutchDay(day: string): string {
  const at = startOfDay(day);
  return at ? mediumDate(at) : day;
}

/** Bare totals are shown beside the value, and that they are not part of it. */
export const totalsText = ({ value, unit }: TargetView): string | undefined =>
  value.grades.C > 0
    ? `daarnaast ${countOf(value.grades.C, unit)} als totaal opgegeven, niet meegeteld`
    : undefined;

/** "1 januari 2026 tot en met 31 december 2026" */
export function periodText(from: string, to: string): string {
  const first = startOfDay(from);
  const after = startOfDay(to);
  if (!first || !after) return '';
  return `${mediumDate(first)} tot en met ${mediumDate(new Date(after.getTime() - 1))}`;
}

/** The way from the targets of the year to a page of one target. */
export const targetCrumbs = (
  { id, year, code }: Pick<TargetView, 'id' | 'year' | 'code'>,
  label: string,
): object[] => [
  { href: `/doelen?jaar=${year}`, label: `Doelen ${year}` },
  { href: `/doelen/${id}`, label: code },
  { label },
];
