import { dutchNumber, gradeChart, t } from '@academie/platform';

import { type Grade, GRADES } from '../ledger/evidence.entity';
import type { TargetView } from '../value/target.queries';
import { countOf, gradeWords } from '../value/target-labels';
import { definitionOf } from '../rule/rule';

const NONE: Record<Grade, number> = { A: 0, B: 0, C: 0 };

/**
 * How far the evidence can be trusted, as a chart with its figures. Bare totals (C) are a bar of their
 * own, since they are never part of the value. Nothing where nothing was counted.
 */
export function gradesView({ id, title, value, unit, rule }: TargetView): object | undefined {
  const { A, B, C } = value.grades;
  if (definitionOf(rule).shows === 'finished' || A + B + C === 0) return undefined;
  const counts = (number: number): string => countOf(number, unit === 'percent' ? 'acts' : unit);
  const svg = gradeChart({
    id: `graden-${id}`,
    title: t('targets.grade.chart-title', { title }),
    description: `A ${dutchNumber(A)}, B ${dutchNumber(B)}, C ${dutchNumber(C)}`,
    rows: [
      { label: t('targets.label.counts'), grades: { ...NONE, A, B } },
      ...(C > 0 ? [{ label: t('targets.label.counts-not'), grades: { ...NONE, C } }] : []),
    ],
  });
  return {
    svg,
    columns: [
      { label: t('targets.label.grade') },
      { label: t('targets.label.quantity'), numeric: true },
      { label: t('targets.label.counts') },
    ],
    rows: GRADES.map((grade) => ({
      cells: [
        { text: gradeWords(grade) },
        { text: counts(value.grades[grade]), label: t('targets.label.quantity'), numeric: true },
        {
          text: grade === 'C' ? t('targets.value.no') : t('targets.value.yes'),
          label: t('targets.label.counts'),
        },
      ],
    })),
  };
}
