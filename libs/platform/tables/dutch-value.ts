import { visibleText } from '../names/plain-text';

/** Thousands with dots: 1.250. A group never begins with 0, so 0.125 is none. */
const GROUPED = /^-?[1-9]\d{0,2}(?:\.\d{3})+$/;
const POINT = /^-?\d+\.\d+$/;
/** Thousands with spaces, as programs write them so that no line breaks there: 1 250. */
const SPACED = /^[+-]?[1-9]\d{0,2}(?: \d{3})+(?:,0{1,2})?$/;
/** Twelve with three decimals here, twelve thousand in English. */
const EITHER = /^[+-]?[1-9]\d{0,2},000$/;
const LONGEST = 60;

/**
 * A whole number as Dutch Excel writes it: 1.250, 1 250, 1250, 12,0. Undefined for anything else, also for
 * 1,5, 1e9 and 12,000. A minus stays, so that -1 can be called too small instead of no number.
 */
export function dutchInteger(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const seen = visibleText(text);
  if (EITHER.test(seen)) return undefined;
  const joined = SPACED.test(seen) ? seen.replaceAll(' ', '') : seen;
  const plain = joined.replace(/^\+/, '').replace(/,0+$/, '');
  if (GROUPED.test(plain)) return Number(plain.replaceAll('.', ''));
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : undefined;
}

/** A number with a decimal point for sure: 12.5 and 0.125. The numbers around it are written like that too. */
export const hasDecimalPoint = (text: string): boolean =>
  POINT.test(text.trim()) && !GROUPED.test(text.trim());

/** A number that is 12 and a bit with a decimal point, and thousands with a Dutch one: 12.375. */
export const isGroupOrFraction = (text: string): boolean =>
  /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text.trim());

const YES = new Set(['ja', 'j', 'yes', 'y', 'true', 'waar', '1', 'x']);
const NO = new Set(['nee', 'n', 'no', 'false', 'onwaar', '0', '-', '']);

/** Yes or no; undefined for anything else. */
export function dutchYesNo(text: string): boolean | undefined {
  const plain = text.trim().toLowerCase();
  if (YES.has(plain)) return true;
  return NO.has(plain) ? false : undefined;
}
