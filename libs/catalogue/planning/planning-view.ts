import { addDays, clockTime, dayOf, laterDay, shortDate, startOfDay, t } from '@academie/platform';

import { ADMIN } from '../manage/manage-view';
import type { PlannedItem } from './planning.queries';

export const PLANNING = { href: '/beheer/planning', label: 'Planning' };
const KINDS = ['room', 'means', 'trainer'] as const;

/** The monday of the week in which the day lies. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return laterDay(day, -((weekday + 6) % 7));
}

/** One week: a table for rooms, means and trainers, with a column for each day. */
export function planningView(monday: string, today: string, items: readonly PlannedItem[]): object {
  const days = Array.from({ length: 7 }, (_, index) => laterDay(monday, index));
  const weekHref = (day: string): string => `${PLANNING.href}?week=${day}`;
  const labels = days.map((day) => shortDate(noonOf(day)));
  return {
    title: PLANNING.label,
    crumbs: [ADMIN, { label: PLANNING.label }],
    week: t('catalogue.planning.week', { first: labels[0] ?? '', last: labels[6] ?? '' }),
    day: monday,
    previousHref: weekHref(laterDay(monday, -7)),
    nextHref: weekHref(laterDay(monday, 7)),
    thisHref: monday === mondayOf(today) ? undefined : PLANNING.href,
    tables: KINDS.map((kind) => ({
      heading: t(`catalogue.planning.${kind}`),
      none: t(`catalogue.planning.no-${kind}`),
      columns: [
        { label: t(`catalogue.planning.one-${kind}`) },
        ...labels.map((label) => ({ label })),
      ],
      rows: rowsOf(
        items.filter((item) => item.kind === kind),
        days,
        labels,
      ),
    })),
  };
}

const noonOf = (day: string): Date => addDays(startOfDay(day) ?? new Date(`${day}T00:00:00Z`), 0.5);

function rowsOf(items: readonly PlannedItem[], days: string[], labels: string[]): object[] {
  const byName = new Map<string, PlannedItem[]>();
  for (const item of items) byName.set(item.name, [...(byName.get(item.name) ?? []), item]);
  return [...byName].map(([name, own]) => ({
    name,
    cells: days.map((day, index) => ({
      label: labels[index],
      items: own.filter((item) => fallsOn(item, day)).map(itemView),
    })),
  }));
}

// What ends at midnight was there until the day before.
const fallsOn = ({ startsAt, endsAt }: PlannedItem, day: string): boolean =>
  dayOf(startsAt) <= day && day <= dayOf(new Date(endsAt.getTime() - 1));

const itemView = ({ startsAt, endsAt, title, courseId, absent }: PlannedItem): object => ({
  title: absent ? t('catalogue.planning.absent') : (title ?? t('catalogue.planning.other')),
  when:
    dayOf(startsAt) === dayOf(new Date(endsAt.getTime() - 1)) && clockTime(startsAt) !== '00.00'
      ? `${clockTime(startsAt)}–${clockTime(endsAt)}`
      : t('catalogue.planning.whole-day'),
  href: courseId ? `/beheer/aanbod/${courseId}` : undefined,
});
