import { DateTime } from 'luxon';

const ZONE = 'Europe/Amsterdam';

/** Midnight in Amsterdam at the start of a day `yyyy-mm-dd`, or undefined when there is no such day. */
export const startOfDay = (day: string): Date | undefined => instant(day, '00:00');

/**
 * The instant at a wall-clock date and time in Amsterdam.
 * Undefined when there is none: 31 February, 25:00, and 02:30 in the night the clock goes forward.
 * In the night it goes back, the first of the two is meant (summer time).
 */
export function instant(day: string, time: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time)) return undefined;
  const there = DateTime.fromISO(`${day}T${time}`, { zone: ZONE });
  if (!there.isValid || there.toFormat('yyyy-MM-dd HH:mm') !== `${day} ${time.slice(0, 5)}`)
    return undefined;
  const summer = there.minus({ hours: 1 });
  return summer.toFormat('HH:mm') === there.toFormat('HH:mm')
    ? summer.toJSDate()
    : there.toJSDate();
}

/** The day in Amsterdam, `yyyy-mm-dd`: what a date field shows and a period is compared with. */
export const dayOf = (date: Date): string =>
  DateTime.fromJSDate(date, { zone: ZONE }).toISODate() ?? '';

/** The time in Amsterdam, `hh:mm`, as a time field wants it. */
export const timeOf = (date: Date): string =>
  DateTime.fromJSDate(date, { zone: ZONE }).toFormat('HH:mm');

/** Whether `yyyy-mm-dd` is a day that exists. */
export const isDay = (day: string): boolean => startOfDay(day) !== undefined;

/** `days` later at the same wall-clock time, across a change of the clock too. */
export const addDays = (date: Date, days: number): Date =>
  DateTime.fromJSDate(date, { zone: ZONE }).plus({ days }).toJSDate();

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, ...options });
const long = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const medium = format({ day: 'numeric', month: 'long', year: 'numeric' });
const short = format({ weekday: 'short', day: 'numeric', month: 'short' });
const year = format({ year: 'numeric' });
const month = format({ month: 'long', year: 'numeric' });
const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Calendar year in Amsterdam. */
export const yearOf = (date: Date): number => Number(year.format(date));

/** "dinsdag 24 november 2026" */
export const longDate = (date: Date): string => long.format(date);
/** "24 november 2026" */
export const mediumDate = (date: Date): string => medium.format(date);
/** "november 2026" */
export const monthText = (date: Date): string => month.format(date);
/** "di 24 nov" */
export const shortDate = (date: Date): string => short.format(date);
/** "09.30 uur" is how Dutch writes it; the number alone here, so that ranges can be made. */
export const clockTime = (date: Date): string => clock.format(date).replace(':', '.');

/** "dinsdag 24 november 2026, 09.30–12.00 uur", or with two dates when it ends on another day. */
export function longRange(from: Date, to: Date): string {
  if (dayOf(from) === dayOf(to))
    return `${longDate(from)}, ${clockTime(from)}–${clockTime(to)} uur`;
  return `${longDate(from)} ${clockTime(from)} uur tot ${longDate(to)} ${clockTime(to)} uur`;
}
