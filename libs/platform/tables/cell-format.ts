/** How a number in a cell is meant. */
export type CellFormat = 'number' | 'date' | 'time';

// The formats that have a number and no text (ECMA-376, 18.8.30), in every language.
const DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const TIMES = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56]);

/** Excel allows no more characters. */
const LONGEST_FORMAT = 255;

/** The format with this number, or with this text when the workbook defines it. */
export function formatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return DATES.has(id) ? 'date' : TIMES.has(id) ? 'time' : 'number';
  // Without what is shown as it stands, colours, languages and conditions; [h] is a length of time.
  const [plain = ''] = code
    .slice(0, LONGEST_FORMAT)
    .replace(/"[^"]{0,99}"|\\.|_.|\*.|\[(?!h{1,9}\]|m{1,9}\]|s{1,9}\])[^\]]{0,99}\]/gi, '')
    .toLowerCase()
    .split(';');
  if (/general|standaard/.test(plain)) return 'number';
  if (/[dy]|mmm/.test(plain)) return 'date';
  if (/[hs]/.test(plain)) return 'time';
  return /m/.test(plain) ? 'date' : 'number';
}

const DAY_SECONDS = 86_400;
// Excel counts 29 February 1900, which never was; from March on it is one day ahead.
const FIRST_DAY = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;

/**
 * A number of a cell as Dutch Excel shows it: "12,375", "24-11-2026", "24-11-2026 09:30:00", "1:05:00".
 * Excel keeps fifteen digits, so the sixteenth says nothing.
 */
export function numberText(value: number, format: CellFormat, since1904: boolean): string {
  if (!Number.isFinite(value)) return '';
  if (format === 'number' || value < 0) return plainNumber(value);
  const seconds = Math.round(value * DAY_SECONDS);
  if (format === 'time' || seconds < DAY_SECONDS) return clock(seconds, '');
  const days = Math.floor(seconds / DAY_SECONDS) + (since1904 ? DAYS_TO_1904 : 0);
  const date = new Date(
    FIRST_DAY + (days < 61 && !since1904 ? days + 1 : days) * DAY_SECONDS * 1000,
  );
  if (Number.isNaN(date.getTime())) return plainNumber(value);
  const [year, month, day] = date.toISOString().slice(0, 10).split('-');
  const time = seconds % DAY_SECONDS;
  return `${day}-${month}-${year}${time > 0 ? ` ${clock(time, '0')}` : ''}`;
}

function plainNumber(value: number): string {
  const exact = Number(value.toPrecision(15));
  const isTiny = Math.abs(exact) < 1e-6;
  return (isTiny ? withoutZeros(exact.toFixed(15)) : String(exact)).replace('.', ',');
}

// "0.000000100000000" as "0.0000001".
function withoutZeros(fixed: string): string {
  let end = fixed.length;
  while (fixed[end - 1] === '0') end -= 1;
  const text = fixed.slice(0, fixed[end - 1] === '.' ? end - 1 : end);
  return text === '-0' ? '0' : text;
}

const two = (number: number): string => String(number).padStart(2, '0');

const clock = (seconds: number, pad: string): string =>
  `${String(Math.floor(seconds / 3600)).padStart(pad ? 2 : 1, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
