import { t } from '@academie/platform';

import { trackedItems } from '../manifest/package-manifest';
import type { PackageRow } from '../package/package.queries';
import { arranged } from '../runtime/arrangement';
import type { ItemStanding } from '../runtime/runtime.service';
import { type LessonPage, lessonView } from './lesson-view';

/** The front of a package: what it is, how far somebody is, and the button that opens it. */
export function packageView(
  page: LessonPage,
  found: PackageRow,
  {
    standings,
    openAction,
    enrolmentId,
  }: { standings: readonly ItemStanding[]; openAction: string; enrolmentId: string },
): object {
  const tracked = trackedItems({ items: arranged(found.items, enrolmentId) });
  const asksNothing = tracked.every(({ au }) => au?.moveOn === 'NotApplicable');
  const lesson = lessonView(page) as { isDone: boolean; doneAction: string };
  const seconds = standings.reduce((sum, one) => sum + one.seconds, 0);
  return {
    ...lesson,
    // A package says itself when it is done; one that says nothing is done when its reader says so.
    doneAction: asksNothing || lesson.isDone ? lesson.doneAction : undefined,
    openAction,
    openLabel: t(`elearning.package.open.${standings.length > 0 ? 'on' : 'begin'}`),
    spent: seconds >= 60 && t('elearning.package.time', { count: Math.round(seconds / 60) }),
    columns: ['part', 'status', 'score'].map((name) => ({
      label: t(`elearning.package.column.${name}`),
    })),
    rows:
      tracked.length > 0 &&
      tracked.map((item) =>
        rowOf(
          item.title,
          standings.find((one) => one.item === item.key),
        ),
      ),
  };
}

const KINDS = {
  not_attempted: 'info',
  incomplete: 'info',
  completed: 'good',
  passed: 'good',
  failed: 'warn',
} as const;

const rowOf = (title: string, standing: ItemStanding | undefined): object => {
  const status = standing?.status ?? 'not_attempted';
  const score = standing?.score ?? null;
  return {
    cells: [
      { text: title },
      {
        badge: { label: t(`elearning.package.status.${status}`), kind: KINDS[status] },
        label: t('elearning.package.column.status'),
      },
      {
        text: score === null ? t('elearning.package.no-score') : `${score}%`,
        label: t('elearning.package.column.score'),
      },
    ],
  };
};
