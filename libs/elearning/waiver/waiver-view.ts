import { t } from '@academie/platform';

import { contentHref } from '../editor/editor-addresses';
import type { UnitRow } from './waiver.queries';

export const learnerHref = (courseId: string, enrolmentId: string): string =>
  `${contentHref(courseId)}/cijfers/deelnemers/${enrolmentId}`;

/** Of a unit: its place among those of its lesson, for packages never change. */
export const unitHref = (
  base: string,
  { launch, item }: Pick<UnitRow, 'launch' | 'item'>,
): string => `${base}/${launch.lessonKey}/${launch.packageId}/${launch.items.indexOf(item)}`;

const label = (name: string): { label: string } => ({
  label: t(`elearning.waiver.column.${name}`),
});

export const unitColumns = (): object[] => ['part', 'lesson', 'status', 'waive'].map(label);

/** A unit, how it stands, and a link to waive it as long as that makes a difference. */
export const unitRow = (base: string, unit: UnitRow): object => ({
  cells: [
    { text: unit.item.title },
    { text: unit.launch.lessonTitle, ...label('lesson') },
    { badge: badgeOf(unit), ...label('status') },
    unit.isDone
      ? { text: '' }
      : { text: t('elearning.waiver.waive'), href: unitHref(base, unit), ...label('waive') },
  ],
});

function badgeOf({ standing, isDone }: UnitRow): { label: string; kind: string } {
  if (standing?.waived) return { label: t('elearning.waiver.waived'), kind: 'good' };
  if (isDone) return { label: t('elearning.package.status.completed'), kind: 'good' };
  if (!standing) return { label: t('elearning.package.status.not_attempted'), kind: 'info' };
  return standing.failed && !standing.passed
    ? { label: t('elearning.package.status.failed'), kind: 'warn' }
    : { label: t('elearning.package.status.incomplete'), kind: 'info' };
}
