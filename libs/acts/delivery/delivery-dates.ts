import { wholeDaysText } from '@academie/catalogue';
import { addDays, laterDay, monthText, startOfDay } from '@academie/platform';

const noonOf = (day: string): Date => addDays(startOfDay(day) ?? new Date(`${day}T12:00:00Z`), 0.5);

/** "dinsdag 10 maart 2026", or from the one to the other, the last day too. */
export function daysText(first: string, last: string): string {
  const [from, until] = [startOfDay(first), startOfDay(laterDay(last, 1))];
  return from && until ? wholeDaysText(from, until) : '';
}

/** A month `yyyy-mm` with its days, in weeks from monday; null before the first and after the last. */
export interface MonthGrid {
  label: string;
  first: string;
  last: string;
  weeks: (string | null)[][];
  previous: string;
  next: string;
}

export function monthGrid(month: string): MonthGrid {
  const first = `${month}-01`;
  const next = laterDay(first, 32).slice(0, 7);
  const last = laterDay(`${next}-01`, -1);
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells: (string | null)[] = Array.from({ length: weekday }, () => null);
  for (let day = first; day <= last; day = laterDay(day, 1)) cells.push(day);
  while (cells.length % 7 > 0) cells.push(null);
  return {
    label: monthText(noonOf(first)),
    first,
    last,
    weeks: Array.from({ length: cells.length / 7 }, (_, week) =>
      cells.slice(week * 7, week * 7 + 7),
    ),
    previous: laterDay(first, -1).slice(0, 7),
    next,
  };
}
