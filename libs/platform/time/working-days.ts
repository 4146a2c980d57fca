import { addDays, dayOf, instant } from './amsterdam';

// Demo data is a pattern without dates; these turn it into days `yyyy-mm-dd` on which people work.

/** `days` after a day `yyyy-mm-dd`, or before it when negative. */
export function laterDay(day: string, days: number): string {
  const noon = instant(day, '12:00');
  if (!noon) throw new Error(`there is no day ${day}`);
  return dayOf(addDays(noon, days));
}

const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The day itself, or the monday after when it is in a weekend. */
export const workingDay = (day: string): string =>
  isWeekend(day) ? workingDay(laterDay(day, 1)) : day;

/** As workingDay, but back to the friday before when the monday would be in another month. */
export function workingDayInMonth(day: string): string {
  const forward = workingDay(day);
  if (forward.slice(0, 7) === day.slice(0, 7)) return forward;
  let back = day;
  while (isWeekend(back)) back = laterDay(back, -1);
  return back;
}

/** `yyyy-mm-dd` of a year, a month from 1 and a day. */
export const dayIn = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The instant at a wall-clock time in Amsterdam on a day that is known to exist. */
export function momentOn(day: string, time: string): Date {
  const moment = instant(day, time);
  if (!moment) throw new Error(`there is no ${time} on ${day}`);
  return moment;
}
