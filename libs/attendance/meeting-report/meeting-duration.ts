/** In what a bare number is written, as the heading of its column says: "Duration (Minutes)", "Duur (uren)". */
export type DurationUnit = 'hours' | 'minutes' | 'seconds';

const IN_MINUTES: Record<DurationUnit, number> = { hours: 60, minutes: 1, seconds: 1 / 60 };

const NUMBER = String.raw`\d{1,6}(?:[.,]\d{1,6})?`;
const HOURS = '(?:h|hrs?|hours?|u|uur|uren)';
const MINUTES = '(?:m|mins?|minutes?|minuut|minuten)';
const SECONDS = '(?:s|secs?|seconds?|seconden?)';
// Each part at most once, in this order, and nothing beside it: "2 u 1 min 35 sec", "1h13m42s", "90,5 min".
const PARTS = new RegExp(
  `^(?:(${NUMBER}) ?${HOURS}\\.?)?,? ?(?:en |and )?(?:(${NUMBER}) ?${MINUTES}\\.?)?` +
    `,? ?(?:en |and )?(?:(${NUMBER}) ?${SECONDS}\\.?)?$`,
);
const ISO = /^pt(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/;

/**
 * How long somebody was there, in minutes: "1h 13m 42s", "1,5 uur", "93 mins", "0:14:55", "1:05" (an hour
 * and five minutes) or a bare number in `unit`. Undefined when it is none of these; never a part of it.
 */
export function durationOf(text: string, unit: DurationUnit = 'minutes'): number | undefined {
  const plain = text
    .toLowerCase()
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim();
  if (new RegExp(`^${NUMBER}$`).test(plain)) return numberOf(plain) * IN_MINUTES[unit];
  const [clock, hours = '', minutes = '', seconds = '0'] =
    /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/.exec(plain) ?? [];
  if (clock) return Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  const parts: (string | undefined)[] = (PARTS.exec(plain) ?? ISO.exec(plain))?.slice(1) ?? [];
  if (parts.every((part) => part === undefined)) return undefined;
  const units: DurationUnit[] = ['hours', 'minutes', 'seconds'];
  return parts.reduce<number>(
    (sum, part, at) => sum + numberOf(part ?? '0') * IN_MINUTES[units[at] ?? 'minutes'],
    0,
  );
}

const numberOf = (text: string): number => Number(text.replace(',', '.'));
