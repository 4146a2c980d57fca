import { visibleText } from '../names/plain-text';
import { dayOf } from '../time/amsterdam';

// Dutch and English, in full and short; a colleague abroad or a program wrote the English ones.
const MONTHS = [
  ['januari', 'jan', 'january'],
  ['februari', 'feb', 'febr', 'february'],
  ['maart', 'mrt', 'mar', 'march'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'jun', 'june'],
  ['juli', 'jul', 'july'],
  ['augustus', 'aug', 'august'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt', 'october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];
const MONTH = new Map(MONTHS.flatMap((names, at) => names.map((name) => [name, at + 1])));
const WEEKDAY =
  /^(?:ma|di|wo|do|vr|za|zo|maa|din|woe|don|vri|zat|zon|mon|tue|wed|thu|fri|sat|sun|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?,? +/;
const DIGITS = /^(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?'?(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
/** As registers export it: 20261124. A day that comes first leaves no month behind 19 or 20. */
const ALL_DIGITS = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const IN_WORDS =
  /^(\d{1,2})(?:e|ste|de|st|nd|rd|th)?\.?[-/ ]?([a-z]{3,9})\.?[-/ ,]{0,2}'?(\d{4}|\d{2})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;
const WITH_ZONE =
  /^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:z|utc|gmt)| ?[+-]\d{2}(?::?\d{2})?)(?:\[[a-z_/]{1,40}\])?$/;
// Excel writes a date that is a moment to it with a time behind it.
const TIME =
  /(?:,| om)?[ t]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\.?)?(?: ?uur)?$/;
const HALF_OF_DAY = /\d ?[ap]\.?m\.?$/;
const LONGEST = 60;

/**
 * A day `yyyy-mm-dd` from how people and spreadsheets write one: 24-11-2026, 24/11/26, di 24 november 2026,
 * 24-nov-26, 2026-11-24, and a moment with its zone as the day it was in Amsterdam. Undefined when there is no
 * such day. The day comes before the month: ask `isDayOrMonthFirst` where that is not sure.
 */
export function dutchDate(text: string): string | undefined {
  const plain = plainDate(text);
  if (WITH_ZONE.test(plain)) return momentOf(plain);
  const day = plain.replace(TIME, '');
  const digits = DIGITS.exec(day);
  if (digits) return dayOfParts(digits[3], digits[2], digits[1]);
  const yearFirst = YEAR_FIRST.exec(day) ?? ALL_DIGITS.exec(day);
  if (yearFirst) return dayOfParts(yearFirst[1], yearFirst[2], yearFirst[3]);
  const [, date, word = '', year] = IN_WORDS.exec(day) ?? [];
  const [, name = word, number = date, full = year] = MONTH_FIRST.exec(day) ?? [];
  const month = MONTH.get(name);
  return month === undefined ? undefined : dayOfParts(full, String(month), number);
}

/** A day in digits of which only the one who wrote it knows whether it or its month comes first: 3-11-2026. */
export const isDayOrMonthFirst = (text: string): boolean =>
  DIGITS.test(plainDate(text).replace(TIME, ''));

/**
 * A day that is one only with its month first: 10/13/2026, and one with slashes before AM or PM, as nobody here
 * writes it. The days around it are written like that too.
 */
export function isAmericanDate(text: string): boolean {
  const plain = plainDate(text);
  const [digits, first, second] = DIGITS.exec(plain.replace(TIME, '')) ?? [];
  if (digits?.includes('/') && HALF_OF_DAY.test(plain)) return true;
  return Number(first) >= 1 && Number(first) <= 12 && Number(second) > 12 && Number(second) <= 31;
}

const plainDate = (text: string): string =>
  text.length > LONGEST
    ? ''
    : visibleText(text)
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .replace(/[’‘]/g, "'")
        .replace(/[‐‑–−]/g, '-')
        .replace(WEEKDAY, '');

function momentOf(text: string): string | undefined {
  const moment = new Date(
    text
      .slice(0, text.includes('[') ? text.indexOf('[') : undefined)
      .replace(' ', 'T')
      .replace(' ', '')
      .replace(/utc|gmt/, 'z')
      .toUpperCase()
      .replace(/([+-]\d{2})$/, '$1:00'),
  );
  return isCalendarDay(text.slice(0, 10)) && !Number.isNaN(moment.getTime())
    ? dayOf(moment)
    : undefined;
}

function dayOfParts(year = '', month = '', day = ''): string | undefined {
  const century = year.length === 2 ? `20${year}` : year;
  const written = `${century}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(written) ? written : undefined;
}

/** Whether `yyyy-mm-dd` is a day of the calendar; cheap enough for every row of a long file. */
export function isCalendarDay(day: string): boolean {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.map(Number) ?? [];
  if (!year || !month || !date) return false;
  const utc = new Date(Date.UTC(year, month - 1, date));
  return utc.getUTCMonth() === month - 1 && utc.getUTCDate() === date;
}
