import { addDays, dayOf, startOfDay } from '@academie/platform';

import { VOCABULARY } from './search-words';

/** A period, closed-open. */
export interface DayRange {
  from: Date;
  until: Date;
}

/** When somebody looks for: a period, or a day of the week, 1 is Monday. */
export type When = DayRange | { weekday: number };

/** Periods that move with today, as they stand in an address. */
export const PERIODS = ['vandaag', 'deze-week', 'volgende-week', 'deze-maand'] as const;
export type Period = (typeof PERIODS)[number];

/** The days that such a period is today. */
export function periodOf(period: Period, now: Date): DayRange {
  const when = dateInWords(period.split('-'), now)?.when;
  if (!when || !('from' in when)) throw new Error(`${period} is no period`);
  return when;
}

/** The week, from Monday, or the month around a day. */
export function aroundDay(what: 'week' | 'month', day: Date): DayRange {
  if (what === 'month') {
    const [year, month] = today(day);
    return monthOf(year, month);
  }
  const monday = mondayOf(day);
  return { from: monday, until: addDays(monday, 7) };
}

/** A date in words, and how many words it takes. */
export interface DateInWords {
  length: number;
  when: When;
}

const { months, months_short: short, months_also: also, weekdays, days } = VOCABULARY;
const MONTHS = new Map(months.map((month, index) => [month, index + 1]));
const SHORT = new Map([
  ...short.map((month, i) => [month, i + 1] as const),
  ...Object.entries(also),
]);
const DAY_MS = 86_400_000;

/**
 * The date that begins at the first of these plain words: "3 december 2026", "december", "komende week",
 * "week 50", "dinsdag". What lies behind is taken for next year: in November "mei" is that of next year.
 */
export function dateInWords(words: readonly string[], now: Date): DateInWords | undefined {
  return (
    dayAndMonth(words, now) ??
    monthAndYear(words, now) ??
    relative(words, now) ??
    weekOfYear(words, now) ??
    oneWord(words[0] ?? '', now)
  );
}

function dayAndMonth(words: readonly string[], now: Date): DateInWords | undefined {
  const day = numberIn(words[0], 1, 31);
  const month = MONTHS.get(words[1] ?? '') ?? SHORT.get(words[1] ?? '');
  if (!day || !month) return undefined;
  const year = numberIn(words[2], 2000, 2100);
  const when = year ? oneDay(year, month, day) : comingDay(month, day, now);
  return when && { length: year ? 3 : 2, when };
}

function monthAndYear(words: readonly string[], now: Date): DateInWords | undefined {
  const whole = MONTHS.get(words[0] ?? '');
  const month = whole ?? SHORT.get(words[0] ?? '');
  const year = numberIn(words[1], 2000, 2100);
  if (month && year) return { length: 2, when: monthOf(year, month) };
  if (!whole) return undefined;
  const [thisYear, thisMonth] = today(now);
  return { length: 1, when: monthOf(whole < thisMonth ? thisYear + 1 : thisYear, whole) };
}

/** "deze week", "komende maand", "volgende dinsdag"; "komende week" is the seven days after today, and today. */
function relative(words: readonly string[], now: Date): DateInWords | undefined {
  const [which = '', what = ''] = words;
  const weekday = weekdays.indexOf(what) + 1;
  const isThis = VOCABULARY.this.includes(which);
  const isComing = VOCABULARY.coming.includes(which);
  if (!isThis && !isComing && !VOCABULARY.next.includes(which)) return undefined;
  const of = (from: Date, until: Date): DateInWords => ({ length: 2, when: { from, until } });
  if (VOCABULARY.week.includes(what)) {
    if (isComing) return of(startToday(now), addDays(startToday(now), 8));
    const monday = addDays(mondayOf(now), isThis ? 0 : 7);
    return of(monday, addDays(monday, 7));
  }
  if (VOCABULARY.month.includes(what)) {
    if (isComing) return of(startToday(now), addDays(startToday(now), 32));
    const [year, month] = today(now);
    return { length: 2, when: monthOf(year, month + (isThis ? 0 : 1)) };
  }
  if (VOCABULARY.weekend.includes(what)) {
    const saturday = addDays(mondayOf(now), 5);
    return of(saturday, addDays(saturday, 2));
  }
  if (weekday === 0) return undefined;
  const ahead = (weekday - weekdayOf(now) + 7) % 7;
  const start = addDays(startToday(now), ahead === 0 && !isThis ? 7 : ahead);
  return of(start, addDays(start, 1));
}

/** "week 50": by ISO 8601 the week with 4 January is the first. */
function weekOfYear(words: readonly string[], now: Date): DateInWords | undefined {
  const number = numberIn(words[1], 1, 53);
  if (!VOCABULARY.week.includes(words[0] ?? '') || !number) return undefined;
  const [year] = today(now);
  const weekIn = (inYear: number): Date =>
    addDays(mondayOf(dayStart(`${inYear}-01-04`)), (number - 1) * 7);
  const soon = addDays(weekIn(year), 7) > now ? weekIn(year) : weekIn(year + 1);
  return { length: 2, when: { from: soon, until: addDays(soon, 7) } };
}

function oneWord(word: string, now: Date): DateInWords | undefined {
  const of = (when: When | undefined): DateInWords | undefined => when && { length: 1, when };
  const offset = Object.hasOwn(days, word) ? days[word] : undefined;
  if (offset !== undefined) {
    const day = addDays(startToday(now), offset);
    return of({ from: day, until: addDays(day, 1) });
  }
  if (weekdays.includes(word)) return of({ weekday: weekdays.indexOf(word) + 1 });
  const year = numberIn(word, 2000, 2100);
  if (year) return of(between(`${year}-01-01`, `${year + 1}-01-01`));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word);
  if (iso) return of(oneDay(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const dutch = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?$/.exec(word);
  if (!dutch) return undefined;
  const [day, month] = [Number(dutch[1]), Number(dutch[2])];
  if (!dutch[3]) return of(comingDay(month, day, now));
  return of(oneDay(Number(dutch[3].padStart(4, '20')), month, day));
}

const two = (number: number): string => String(number).padStart(2, '0');

function between(from: string, until: string): When | undefined {
  const [start, end] = [startOfDay(from), startOfDay(until)];
  return start && end && { from: start, until: end };
}

function oneDay(year: number, month: number, day: number): When | undefined {
  const from = startOfDay(`${year}-${two(month)}-${two(day)}`);
  return from && { from, until: addDays(from, 1) };
}

function comingDay(month: number, day: number, now: Date): When | undefined {
  const [year] = today(now);
  const soon = oneDay(year, month, day);
  return soon && 'until' in soon && soon.until <= now ? oneDay(year + 1, month, day) : soon;
}

/** A month; the thirteenth is January of the next year. */
function monthOf(year: number, month: number): DayRange {
  const begin = (m: number): Date =>
    dayStart(m > 12 ? `${year + 1}-${two(m - 12)}-01` : `${year}-${two(m)}-01`);
  return { from: begin(month), until: begin(month + 1) };
}

function numberIn(word: string | undefined, least: number, most: number): number | undefined {
  if (!/^\d{1,4}$/.test(word ?? '')) return undefined;
  const number = Number(word);
  return number >= least && number <= most ? number : undefined;
}

/** Midnight at the start of a day that does exist. */
function dayStart(day: string): Date {
  const start = startOfDay(day);
  if (!start) throw new Error(`${day} is no day`);
  return start;
}

const startToday = (now: Date): Date => dayStart(dayOf(now));
const today = (now: Date): [year: number, month: number] => {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number);
  return [year, month];
};
/** 1 is Monday. */
const weekdayOf = (date: Date): number =>
  ((Date.parse(`${dayOf(date)}T00:00:00Z`) / DAY_MS + 3) % 7) + 1;
const mondayOf = (date: Date): Date => addDays(startToday(date), 1 - weekdayOf(date));
