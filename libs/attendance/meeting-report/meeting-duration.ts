/** In what a bare number is written, as the heading of its column says: "Duration (Minutes)", "Duur (uren)". */
export type DurationUnit = 'hours' | 'minutes' | 'seconds';

const IN_MINUTES: Record<DurationUnit, number> = { hours: 60, minutes: 1, seconds: 1 / 60 };

const NUMBER = String.raw`\d{1,6}(?:[.,]\d{1,6})?`;
const HOURS = '(?:h|hrs?|hours?|u|uur|uren|std|stunden?|heures?|horas?|or[ae])';
const MINUTES = "(?:m|mins?|minutes?|minuut|minuten|minut[oi]s?|’|')";
const SECONDS = '(?:s|secs?|seconds?|seconden?|sek|sekunden?|secondes?|segundos?|second[oi])';
const AND = ',? ?(?:(?:en|and|und|et|y|e) )?';
// Each part at most once, in this order, and nothing beside it: "2 u 1 min 35 sec", "1h13m42s", "90,5 min".
const PARTS = new RegExp(
  `^(?:(${NUMBER}) ?${HOURS}\\.?)?${AND}(?:(${NUMBER}) ?${MINUTES}\\.?)?` +
    `${AND}(?:(${NUMBER}) ?${SECONDS}\\.?)?$`,
);
const ISO = /^pt(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,6}(?:\.\d{1,9})?)s)?$/;
/** "1u30" and "1h05": the minutes go without saying. */
const HOURS_AND = /^(\d{1,2}) ?(?:h|u|uur) ?(\d{2})$/;
const CLOCK = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,3})?)?$/;
const LONGEST = 40;
/** No meeting lasts as long: what says so means something else. */
const MOST_MINUTES = 24 * 60;

/**
 * How long somebody was there, in minutes: "1h 13m 42s", "1,5 uur", "93 mins", "0:14:55", "1:05" (an hour
 * and five minutes) or a bare number in `unit`. Undefined when it is none of these; never a part of it.
 * "1,5" alone is undefined too: without a unit nobody knows of what.
 */
export function durationOf(text: string, unit?: DurationUnit): number | undefined {
  if (text.length > LONGEST) return undefined;
  const minutes = minutesIn(
    text
      .toLowerCase()
      .replace(/[\s\u00A0\u202F]+/g, ' ')
      .trim(),
    unit,
  );
  return minutes !== undefined && minutes <= MOST_MINUTES ? minutes : undefined;
}

function minutesIn(plain: string, unit: DurationUnit | undefined): number | undefined {
  if (new RegExp(`^${NUMBER}$`).test(plain)) {
    const number = numberOf(plain);
    // An hour and a half is written so, a minute and a half is not.
    return unit || Number.isInteger(number) || number > 12
      ? number * IN_MINUTES[unit ?? 'minutes']
      : undefined;
  }
  const [clock, hours = '', minutes = '', seconds = '0'] =
    CLOCK.exec(plain) ?? HOURS_AND.exec(plain) ?? [];
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

/** Two numbers of which the first is more hours than a meeting has: minutes and seconds, "45:30". */
export const isMinutesAndSeconds = (text: string): boolean => {
  const [, first, , third] = CLOCK.exec(text.trim().slice(0, LONGEST)) ?? [];
  return third === undefined && Number(first) >= 10;
};

/** "1:05", of which the rest of its column says whether it is hours or minutes. */
export const isShortClock = (text: string): boolean => /^\d{1,3}:\d{2}$/.test(text.trim());
