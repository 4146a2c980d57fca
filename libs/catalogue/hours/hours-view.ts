import { clockTime, mediumDate, type SheetCell, startOfDay, t } from '@academie/platform';

import type { GivenSession, HoursOf, TrainerTotal } from './hours.queries';

/** A year, or a quarter of it. */
export interface HoursPeriod {
  year: number;
  quarter: number | undefined;
  from: Date;
  until: Date;
}

const two = (month: number): string => String(month).padStart(2, '0');

/** The period of an address; the year of today when it says none that can be. */
export function periodOf(year: unknown, quarter: unknown, thisYear: number): HoursPeriod {
  const asked = Number(year);
  const y = Number.isInteger(asked) && Math.abs(asked - thisYear) <= 20 ? asked : thisYear;
  const q = [1, 2, 3, 4].find((one) => String(one) === quarter);
  const first = q ? q * 3 - 2 : 1;
  const after = q ? q * 3 + 1 : 13;
  const from = startOfDay(`${y}-${two(first)}-01`);
  const until = startOfDay(after > 12 ? `${y + 1}-01-01` : `${y}-${two(after)}-01`);
  if (!from || !until) throw new Error('a first of a month is a day');
  return { year: y, quarter: q, from, until };
}

/** "2,5" */
export const hoursOf = (minutes: number): string =>
  (minutes / 60).toLocaleString('nl-NL', { maximumFractionDigits: 2 });

export const hoursHref = (of: HoursOf, { year, quarter }: HoursPeriod, file = ''): string => {
  const query = new URLSearchParams({
    jaar: String(year),
    ...(quarter && { kwartaal: String(quarter) }),
    ...(of === 'managed' && { wie: 'alle' }),
  });
  return `/lesgeven/uren${file}?${query.toString()}`;
};

export const totalRows = (totals: readonly TrainerTotal[]): object[] =>
  totals.map(({ trainer, sessions, minutes }) => ({
    cells: [
      { text: trainer },
      { label: t('catalogue.hours.sessions'), text: String(sessions), numeric: true },
      { label: t('catalogue.hours.hours'), text: hoursOf(minutes), numeric: true },
    ],
  }));

const sessionOf = ({ courseTitle, title }: GivenSession): string =>
  title ? `${courseTitle}: ${title}` : courseTitle;

export const sessionRows = (sessions: readonly GivenSession[], withTrainer: boolean): object[] =>
  sessions.map((row) => ({
    cells: [
      { text: sessionOf(row) },
      ...(withTrainer ? [{ label: 'Trainer', text: row.trainer }] : []),
      {
        label: 'Wanneer',
        text: `${mediumDate(row.startsAt)}, ${clockTime(row.startsAt)}–${clockTime(row.endsAt)}`,
      },
      { label: t('catalogue.hours.hours'), text: hoursOf(row.minutes), numeric: true },
    ],
  }));

export const HEADER = ['Trainer', 'Training', 'Sessie', 'Begin', 'Einde', 'Uren', 'Vervanging'];

/** A row of the table to take out; hours as a number with decimals. */
export const exportRow = (row: GivenSession): SheetCell[] => [
  ...[row.trainer, row.courseTitle, row.title, row.startsAt, row.endsAt],
  ...[Math.round((row.minutes / 60) * 100) / 100, row.standsIn ? 'ja' : ''],
];

/** The same in a CSV, which Dutch spreadsheets read: "24-11-2026 09.30" and "2,5". */
export const exportLine = (row: GivenSession): (string | number | null)[] => [
  ...[row.trainer, row.courseTitle, row.title],
  ...[row.startsAt, row.endsAt].map((at) => `${mediumDate(at)} ${clockTime(at)}`),
  ...[hoursOf(row.minutes), row.standsIn ? 'ja' : ''],
];
