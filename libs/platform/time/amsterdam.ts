import { LRUCache } from 'lru-cache';
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
  const [, hours = '', minutes = '', seconds = '0'] =
    /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(time) ?? [];
  if (!hours || !isDay(day)) return undefined;
  const offset = offsetOn(day);
  if (offset === undefined) return onDayOfChange(day, time);
  const minute = Number(hours) * 60 + Number(minutes) - offset;
  return new Date(Date.parse(day) + minute * 60_000 + Number(seconds) * 1000);
}

function onDayOfChange(day: string, time: string): Date | undefined {
  const there = DateTime.fromISO(`${day}T${time}`, { zone: ZONE });
  if (!there.isValid || there.toFormat('HH:mm') !== time.slice(0, 5)) return undefined;
  const summer = there.minus({ hours: 1 });
  return summer.toFormat('HH:mm') === there.toFormat('HH:mm')
    ? summer.toJSDate()
    : there.toJSDate();
}

const offsets = new LRUCache<string, { minutes: number | undefined }>({ max: 5000 });

/** Minutes east of Greenwich all day; undefined on a day on which the clock changes. Files ask it 10,000 times. */
function offsetOn(day: string): number | undefined {
  const known = offsets.get(day);
  if (known) return known.minutes;
  const from = DateTime.fromISO(`${day}T00:00`, { zone: ZONE });
  const until = from.plus({ days: 1 });
  const minutes = from.offset === until.offset ? from.offset : undefined;
  offsets.set(day, { minutes });
  return minutes;
}

/** Whether `yyyy-mm-dd` is a day that exists. */
export function isDay(day: string): boolean {
  // Of the very first and last years there is no day before or after to reckon with.
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(day) || day.startsWith('9999')) return false;
  const date = new Date(`${day}T00:00:00Z`);
  // JavaScript reads 31 February as 3 March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** `days` later at the same wall-clock time, across a change of the clock too. */
export const addDays = (date: Date, days: number): Date =>
  DateTime.fromJSDate(date, { zone: ZONE }).plus({ days }).toJSDate();

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, ...options });
const long = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const medium = format({ day: 'numeric', month: 'long', year: 'numeric' });
const yearless = format({ day: 'numeric', month: 'long' });
const short = format({ weekday: 'short', day: 'numeric', month: 'short' });
const year = format({ year: 'numeric' });
const month = format({ month: 'long', year: 'numeric' });
// Swedes write a day as ISO does. Luxon takes ten times as long for it.
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });
const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The day in Amsterdam, `yyyy-mm-dd`: what a date field shows and a period is compared with. */
export const dayOf = (date: Date): string =>
  Number.isNaN(date.getTime()) ? '' : isoDay.format(date).padStart(10, '0');

/** The time in Amsterdam, `hh:mm`, as a time field wants it. */
export const timeOf = (date: Date): string =>
  Number.isNaN(date.getTime()) ? '' : clock.format(date);

/** Calendar year in Amsterdam. */
export const yearOf = (date: Date): number => Number(year.format(date));

/** "dinsdag 24 november 2026" */
export const longDate = (date: Date): string => long.format(date);
/** "24 november 2026" */
export const mediumDate = (date: Date): string => medium.format(date);
/** "24 november" */
export const dayAndMonth = (date: Date): string => yearless.format(date);
/** "november 2026" */
export const monthText = (date: Date): string => month.format(date);
/** "di 24 nov" */
export const shortDate = (date: Date): string => short.format(date);
/** "09.30 uur" is how Dutch writes it; the number alone here, so that ranges can be made. */
export const clockTime = (date: Date): string => clock.format(date).replace(':', '.');
/** "09.30 uur", which stays on one line. */
export const hourText = (date: Date): string => `${clockTime(date)}\u00a0uur`;
/** "dinsdag 3 maart 2026, 9.00 uur" */
export const longMoment = (date: Date): string => `${longDate(date)}, ${hourText(date)}`;
/** "3 maart 2026, 9.00 uur" */
export const mediumMoment = (date: Date): string => `${mediumDate(date)}, ${hourText(date)}`;

/** "dinsdag 24 november 2026, 09.30–12.00 uur", or with two dates when it ends on another day. */
export function longRange(from: Date, to: Date): string {
  if (dayOf(from) === dayOf(to)) return `${longDate(from)}, ${clockTime(from)}–${hourText(to)}`;
  return `${longDate(from)} ${hourText(from)} tot ${longDate(to)} ${hourText(to)}`;
}
