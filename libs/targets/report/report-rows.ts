import { dutchNumber, t } from '@academie/platform';

import { definitionOf } from '../rule/rule';
import { unitText } from '../rule/unit';
import type { ReportedTarget } from './edition.queries';
import type { Report } from './report.queries';
import type { ThemeRow } from '../value/target.queries';
import {
  normNote,
  openQuestionText,
  readingTexts,
  requirementText,
  STATUS_WORDS,
  statusText,
  valueText,
} from '../value/target-labels';

/** A theme with the targets it owns; a shared target stands under each of its owners. */
export interface ReportSection {
  theme: ThemeRow;
  heading: string;
  targets: ReportedTarget[];
}

/** The themes of a report in the order of every page; one theme with those below it when asked. */
export function sectionsOf({ themes, targets }: Report, slug?: string): ReportSection[] {
  const names = new Map(themes.map(({ id, name }) => [id, name]));
  const chosen = themes.find((theme) => theme.slug === slug);
  return themes
    .filter(({ id, parentId }) => !slug || id === chosen?.id || parentId === chosen?.id)
    .flatMap((theme) => {
      const own = targets.filter(({ target }) => target.owners.some(({ id }) => id === theme.id));
      const parent = theme.parentId && names.get(theme.parentId);
      const heading = parent ? `${parent}: ${theme.name}` : theme.name;
      return own.length > 0 ? [{ theme, heading, targets: own }] : [];
    });
}

/** "140 controles (norm niet in jaarplan)" */
export function normText({ target }: ReportedTarget): string {
  const { norm } = target.value;
  const isPercentage = definitionOf(target.rule).shows === 'percentage';
  const unit = isPercentage ? '%' : unitText(target.unit, norm);
  const note = normNote(target);
  return `${dutchNumber(norm)} ${unit}${note ? ` (${note})` : ''}`;
}

/** "3 A, 12 B" */
export function evidenceText({ evidence }: ReportedTarget): string {
  const parts = (['A', 'B', 'C'] as const).flatMap((grade) =>
    evidence[grade] > 0 ? [`${dutchNumber(evidence[grade])} ${grade}`] : [],
  );
  return parts.join(', ') || t('targets.value.none');
}

/** What is said of a target in one cell: its value, and beside it the bare totals. */
export function reportedText({ target }: ReportedTarget): string {
  const { C } = target.value.grades;
  return C > 0
    ? t('targets.report.with-total', { value: valueText(target), total: dutchNumber(C) })
    : valueText(target);
}

/** The columns of the files, with what each of them says. */
const COLUMNS = [
  ['theme', t('targets.label.theme')],
  ['shared-with', t('targets.label.shared-with')],
  ['in-total', t('targets.report.in-total')],
  ['code', t('targets.label.code')],
  ['target', t('targets.label.target')],
  ['promise', t('targets.label.promise')],
  ['norm', t('targets.label.norm')],
  ['norm-origin', t('targets.report.norm-origin')],
  ['worth', t('targets.label.worth')],
  ['unit', t('targets.label.unit')],
  ['numerator', t('targets.ratio.numerator')],
  ['denominator', t('targets.ratio.denominator')],
  ['value', t('targets.label.value')],
  ['evidence-a', t('targets.report.evidence-a')],
  ['evidence-b', t('targets.report.evidence-b')],
  ['evidence-c', t('targets.report.evidence-c')],
  ['only-total', t('targets.report.only-total')],
  ['note', t('targets.label.note')],
  ['plan-page', t('targets.report.plan-page')],
  ['plan-line', t('targets.report.plan-line')],
] as const;

export const SHEET_HEADER = COLUMNS.map(([, label]) => label);

/** The dictionary of the files: each column with what it says. */
export const dictionaryRows = (): string[][] =>
  COLUMNS.map(([key, label]) => [label, t(`targets.dictionary.${key}`)]);

/**
 * The report as rows of a spreadsheet, under each theme its own. A target that themes share stands under each of
 * them, and the column "Telt in het totaal" is 1 at the first and 0 at the others.
 */
export function sheetRows(report: Report, slug?: string): (string | number | null)[][] {
  const seen = new Set<string>();
  return sectionsOf(report, slug).flatMap(({ theme, heading, targets }) =>
    targets.map((reported) => {
      const { target, evidence } = reported;
      const isFirst = !seen.has(target.id);
      seen.add(target.id);
      const { value } = target;
      return [
        heading,
        sharedWith(reported, theme).join(', '),
        isFirst ? 1 : 0,
        target.code,
        target.title,
        target.sentence,
        value.norm,
        normNote(target) ?? 'jaarplan',
        value.value,
        unitText(definitionOf(target.rule).shows === 'percentage' ? 'percent' : target.unit),
        value.parts?.numerator ?? null,
        value.parts?.denominator ?? null,
        statusText(value),
        ...[evidence.A, evidence.B, evidence.C],
        value.grades.C,
        notesOf(reported),
        (target.sourcePages ?? []).join(', '),
        target.sourceLines.join(', '),
      ];
    }),
  );
}

/** How many targets stand how, each target once. */
export function totalRows({ targets, themes }: Report, slug?: string): (string | number)[][] {
  const chosen = themes.find((theme) => theme.slug === slug);
  const own = targets.filter(
    ({ target }) =>
      !slug ||
      target.owners.some(({ id, parentId }) => id === chosen?.id || parentId === chosen?.id),
  );
  const counts = new Map<string, number>();
  for (const { target } of own) {
    const { label } = STATUS_WORDS[target.value.status];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts, [t('targets.label.total'), own.length]];
}

/** Names of the other themes that a target is of. */
export const sharedWith = ({ target }: ReportedTarget, theme: ThemeRow): string[] =>
  target.owners.filter(({ id }) => id !== theme.id).map(({ name }) => name);

/** "Gedeeld met Jeugd; telt één keer", of what stands under more than one theme. */
export function sharedText(reported: ReportedTarget, theme: ThemeRow): string | undefined {
  const others = sharedWith(reported, theme);
  return others.length > 0 ? t('targets.report.shared', { others: others.join(', ') }) : undefined;
}

/** What stands beside the number: conditions, other readings, measures. */
export function notesOf({ target }: ReportedTarget): string {
  const { value } = target;
  const question = openQuestionText(target);
  return [
    ...readingTexts(target),
    ...(question ? [question] : []),
    ...value.requirements.map(
      (requirement) => `${requirement.label}: ${requirementText(requirement)}`,
    ),
    ...(value.netGrowth ? [t('targets.report.growth', { growth: value.netGrowth.growth })] : []),
    ...value.measures.map(({ label, value: number, outOf }) => {
      const of = outOf === null ? '' : t('targets.value.out-of', { outOf: dutchNumber(outOf) });
      return `${label}: ${number === null ? t('targets.value.undetermined') : `${dutchNumber(number)}${of}`}`;
    }),
  ].join('; ');
}
