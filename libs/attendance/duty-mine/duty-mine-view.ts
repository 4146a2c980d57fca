import { t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';
import type { OpenDutyRow, PastDutyRow } from './duty-mine.queries';
import { nextStep } from './duty-next-step';

/** From this many days before it is due, a duty asks for attention. */
export const SOON_DAYS = 90;

/** "Te laat", "Nog 12 dagen", or nothing while there is time. */
export function urgency(daysLeft: number): { label: string; kind: string } | undefined {
  if (daysLeft < 0) return { label: t('attendance.duty.overdue'), kind: 'bad' };
  if (daysLeft === 0) return { label: t('attendance.duty.today'), kind: 'bad' };
  if (daysLeft > SOON_DAYS) return undefined;
  return {
    label: t('attendance.duty.days-left', { count: daysLeft }),
    kind: daysLeft <= 30 ? 'warn' : 'info',
  };
}

/** "uiterlijk 3 december 2026", or when it was. */
export const dueText = ({ dueOn, daysLeft }: Pick<OpenDutyRow, 'dueOn' | 'daysLeft'>): string =>
  t(daysLeft < 0 ? 'attendance.duty.was-due' : 'attendance.duty.due', { day: dayText(dueOn) });

/** A duty in Mijn academie. Long before it counts again there is nothing to do. */
export function openView(row: OpenDutyRow, today: string): object {
  const counts = row.countsFrom === null || row.countsFrom <= today;
  const { text, action } = nextStep(row);
  const askHref = `/mijn/verplichtingen/${row.id}/eerder-geleerd`;
  return {
    heading: row.courseTitle,
    href: `/aanbod/${row.courseSlug}`,
    due: dueText(row),
    badge: urgency(row.daysLeft),
    why: row.why,
    again: row.isAgain && t('attendance.duty.again'),
    step: counts
      ? text
      : t('attendance.duty.counts-from', { day: dayText(row.countsFrom ?? row.dueOn) }),
    action: counts && (row.daysLeft <= SOON_DAYS || !row.isAgain) && action,
    refused: !row.isAsked && row.refused && t('attendance.duty.refused', { why: row.refused }),
    asked: row.isAsked && t('attendance.duty.asked'),
    askedHref: askHref,
    askHref: !row.isAsked && counts && askHref,
  };
}

/** What became of a duty, as a row of a table. */
export const pastRow = (row: PastDutyRow): object => ({
  cells: [
    { text: row.courseTitle },
    {
      label: 'Wat',
      text: row.until
        ? t('attendance.duty.was-waived', { day: dayText(row.until) })
        : t(`attendance.duty.was.${row.state}`),
    },
    { label: 'Wanneer', text: dayText(row.fulfilledOn ?? row.closedOn) },
  ],
});
