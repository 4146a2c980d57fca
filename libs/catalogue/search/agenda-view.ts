import {
  addDays,
  clockTime,
  dayAndMonth,
  dayOf,
  mediumDate,
  monthText,
  startOfDay,
  t,
  yearOf,
} from '@academie/platform';

import type { AgendaRow } from './agenda.queries';
import { type Display, DISPLAYS, listHref } from './catalogue-filter';
import { aroundDay, type DayRange } from './search-dates';
import { dayParts } from '../offering/date-range-text';
import { placesText } from '../offering/seats-left';

/** A session as a row of the agenda. */
const agendaRow = (row: AgendaRow, now: Date): object => ({
  time: `${clockTime(row.sessionStartsAt)}–${clockTime(row.sessionEndsAt)}`,
  dateTime: row.sessionStartsAt.toISOString(),
  heading: row.title,
  href: `/aanbod/${row.slug}#uitvoering-${row.offeringId}`,
  meta: [
    row.sessionTitle,
    row.place ??
      (row.online || row.offeringMode === 'online' ? t('catalogue.mode.online') : undefined),
    themesText(row.themes) ?? t(`catalogue.kind.${row.kind}`),
  ]
    .filter(Boolean)
    .join(' · '),
  closed: closedText(row),
  chip: placesText(row, now),
});

/** The first of several themes, and how many more: a row is two lines high. */
export function themesText(names: string | null): string | undefined {
  const [first, ...others] = names?.split(', ') ?? [];
  if (!first || others.length === 0) return first;
  return t('catalogue.themes-more', { first, others: others.length });
}

function closedText({ confidential, admission }: AgendaRow): string | undefined {
  if (confidential) return t('catalogue.badge.confidential');
  return admission === 'open' ? undefined : t('catalogue.badge.restricted');
}

/** Rows by day, in the order of time. */
export function agendaDays(rows: readonly AgendaRow[], now: Date): object[] {
  const days = new Map<string, AgendaRow[]>();
  for (const row of rows) {
    const day = dayOf(row.sessionStartsAt);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days].map(([day, those]) => ({
    day,
    ...(those[0] && dayParts(those[0].sessionStartsAt, now)),
    rows: those.map((row) => agendaRow(row, now)),
  }));
}

/** Links to the ways to look at the list, each with the same filter. */
export const viewTabs = (given: Record<string, string>, current: Display | undefined): object[] =>
  DISPLAYS.map((display) => ({
    label: t(`catalogue.display.${display}`),
    href: listHref({ ...given, weergave: display }),
    current: display === current,
  }));

/** The week or month that is shown, with the ways to the one before and after. */
export function periodShown(
  display: 'week' | 'maand',
  day: string | undefined,
  given: Record<string, string>,
  now: Date,
): { during: DayRange; view: object } {
  const what = display === 'week' ? 'week' : 'month';
  const during = aroundDay(what, (day && startOfDay(day)) || now);
  const today = aroundDay(what, now);
  const to = (date: Date): string => listHref({ ...given, dag: dayOf(date) });
  return {
    during,
    view: {
      heading: periodText(what, during),
      // What is over is not in the list.
      previous:
        during.from > today.from
          ? { href: to(addDays(during.from, -1)), label: wayText(what, 'previous') }
          : undefined,
      next: { href: to(during.until), label: wayText(what, 'next') },
      today:
        during.from.getTime() === today.from.getTime()
          ? undefined
          : { href: listHref(given), label: wayText(what, 'today') },
    },
  };
}

const periodText = (what: 'week' | 'month', { from, until }: DayRange): string =>
  what === 'month' ? monthText(from) : weekText(from, addDays(until, -1));

/** "30 november tot en met 6 december 2026" */
const weekText = (from: Date, last: Date): string =>
  t('catalogue.agenda.week', {
    from: yearOf(from) === yearOf(last) ? dayAndMonth(from) : mediumDate(from),
    last: mediumDate(last),
  });

/** "Volgende week" */
const wayText = (what: 'week' | 'month', way: 'previous' | 'next' | 'today'): string =>
  t(`catalogue.agenda.${what}-${way}`);

/** The weeks of a month, Monday first, with what there is on each day. */
export function monthWeeks(
  rows: readonly AgendaRow[],
  { from, until }: DayRange,
  now: Date,
): object[] {
  const byDay = new Map<string, AgendaRow[]>();
  for (const row of rows) {
    const day = dayOf(row.sessionStartsAt);
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  const weeks: object[] = [];
  const last = aroundDay('week', addDays(until, -1)).until;
  for (let monday = aroundDay('week', from).from; monday < last; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
    weeks.push({ days: days.map((date) => dayCell(date, { from, until }, byDay, now)) });
  }
  return weeks;
}

function dayCell(
  date: Date,
  { from, until }: DayRange,
  byDay: ReadonlyMap<string, AgendaRow[]>,
  now: Date,
): object {
  const day = dayOf(date);
  const inside = date >= from && date < until;
  return {
    day,
    ...dayParts(date, now),
    outside: !inside,
    today: day === dayOf(now),
    sessions: (inside ? (byDay.get(day) ?? []) : []).map((row) => ({
      time: clockTime(row.sessionStartsAt),
      heading: row.title,
      href: `/aanbod/${row.slug}#uitvoering-${row.offeringId}`,
    })),
  };
}
