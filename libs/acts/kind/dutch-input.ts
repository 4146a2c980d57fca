const MONTHS = [
  ...['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september'],
  ...['oktober', 'november', 'december'],
];
const SHORT_MONTHS: Record<string, string> = { maart: 'mrt' };
const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const IN_WORDS = /^(\d{1,2})\.? ([a-z]{3,9})\.? (\d{4})$/;
// Excel writes a date that is a moment to it with a time behind it.
const TIME = /[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/**
 * A day `yyyy-mm-dd` from how people and spreadsheets write one: 24-11-2026, 24/11/26, 24 november
 * 2026, 2026-11-24. Undefined when there is no such day. The day always comes before the month.
 */
export function dutchDate(text: string): string | undefined {
  const plain = text.trim().toLowerCase().replace(TIME, '').replace(/\s+/g, ' ');
  const dayFirst = DAY_FIRST.exec(plain);
  if (dayFirst) return dayOfParts(dayFirst[3], dayFirst[2], dayFirst[1]);
  const yearFirst = YEAR_FIRST.exec(plain);
  if (yearFirst) return dayOfParts(yearFirst[1], yearFirst[2], yearFirst[3]);
  const [, day, word = '', year] = IN_WORDS.exec(plain) ?? [];
  const month = MONTHS.findIndex(
    (name) => name === word || (SHORT_MONTHS[name] ?? name.slice(0, 3)) === word,
  );
  return month < 0 ? undefined : dayOfParts(year, String(month + 1), day);
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

/**
 * A whole number as Dutch Excel writes it: 1.250, 1250, 12,0. Undefined for anything else, also for
 * 1,5 and 1e9. A minus stays, so that -1 can be called too small instead of no number.
 */
export function dutchInteger(text: string): number | undefined {
  const plain = text.trim().replace(/^\+/, '').replace(/,0+$/, '');
  if (/^-?\d{1,3}(\.\d{3})+$/.test(plain)) return Number(plain.replaceAll('.', ''));
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : undefined;
}

const YES = new Set(['ja', 'j', 'yes', 'y', 'true', 'waar', '1', 'x']);
const NO = new Set(['nee', 'n', 'no', 'false', 'onwaar', '0', '-', '']);

/** Yes or no; undefined for anything else. */
export function dutchYesNo(text: string): boolean | undefined {
  const plain = text.trim().toLowerCase();
  if (YES.has(plain)) return true;
  return NO.has(plain) ? false : undefined;
}

/** Words for comparing: without case, accents, spaces and signs. */
export const normalised = (text: string): string =>
  // Most words are plain, and a list has hundreds of thousands of them.
  /^[\x20-\x7e]*$/.test(text)
    ? text.toLowerCase().replace(/[^a-z0-9]/g, '')
    : text
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '');
