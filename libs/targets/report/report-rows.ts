import { dutchNumber, t } from '@academie/platform';

import { definitionOf } from '../rule/rule';
import { unitText } from '../rule/unit';
import type { Report, ReportedTarget } from './report.queries';
import type { ThemeRow } from '../value/target.queries';
import {
  normNote,
  readingTexts,
  requirementText,
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

export const SHEET_HEADER = [
  ...[
    t('targets.label.theme'),
    t('targets.label.shared-with'),
    t('targets.label.code'),
    t('targets.label.target'),
    t('targets.label.promise'),
    t('targets.label.norm'),
    t('targets.report.norm-origin'),
    t('targets.label.worth'),
  ],
  ...[
    t('targets.label.unit'),
    t('targets.ratio.numerator'),
    t('targets.ratio.denominator'),
    t('targets.label.value'),
    t('targets.report.evidence-a'),
    t('targets.report.evidence-b'),
    t('targets.report.evidence-c'),
    t('targets.report.only-total'),
  ],
  ...[t('targets.label.note'), t('targets.report.plan-page'), t('targets.report.plan-line')],
] as const;

/**
 * The report as rows of a spreadsheet. Of the whole year each target once, so that a column may be
 * added up; of one theme its own.
 */
export function sheetRows(report: Report, slug?: string): (string | number | null)[][] {
  const seen = new Set<string>();
  return sectionsOf(report, slug).flatMap(({ theme, heading, targets }) =>
    targets.flatMap((reported) => {
      const { target, evidence } = reported;
      if (seen.has(target.id)) return [];
      seen.add(target.id);
      const others = target.owners.filter(({ id }) => id !== theme.id).map(({ name }) => name);
      const { value } = target;
      return [
        [
          heading,
          others.join(', '),
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
        ],
      ];
    }),
  );
}

/** What stands beside the number: conditions, other readings, measures. */
export function notesOf({ target }: ReportedTarget): string {
  const { value } = target;
  return [
    ...readingTexts(target),
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
