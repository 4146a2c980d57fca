import { dayOf, instant, startOfDay } from '@academie/platform';

/** Which number of "3/10/26" is the day; a program writes all dates of a report in one order. */
export type DayOrder = 'dmy' | 'mdy';

const MONTHS = [
  ['jan'],
  ['feb'],
  ['mar', 'mrt', 'maa'],
  ['apr'],
  ['may', 'mei'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec'],
];
const TIME = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\b\.?)?/i;
const ZONE = /(?:\b(utc|gmt|z|cest|cet)\b|([+-])(\d{2}):?(\d{2}))\s*\)?$/i;
const ZONE_AFTER_DIGIT = /\dz$/i;
const OFFSET_MINUTES: Record<string, number> = { utc: 0, gmt: 0, z: 0, cet: 60, cest: 120 };

/** A moment as a report writes it, before anybody knows the order of its numbers. */
export interface WrittenMoment {
  /** Hours, minutes and seconds since midnight, in seconds. */
  second: number;
  /** Minutes east of Greenwich; undefined is Amsterdam. */
  offset: number | undefined;
  /** `yyyy-mm-dd` by the order of its numbers; undefined when that is no date. Both are the same where a month has a name or the year comes first. */
  days: Record<DayOrder, string | undefined>;
  /** Which order the notation itself speaks for: AM and PM for an American one, dots and dashes for ours. */
  likely: DayOrder | undefined;
  /** There is a date in it. */
  dated: boolean;
}

/**
 * "7/20/23, 4:16:29 PM", "24-11-2026 09:03:25", "2026-11-24T08:03:25Z", "27 nov. 2026 13.00" or only
 * "1:05 PM", as numbers. `zone` is what the heading says of its column ("Join Time (UTC)"). Undefined
 * when it is no moment.
 */
export function momentIn(text: string, zone?: string): WrittenMoment | undefined {
  const plain = text.trim();
  // The date goes first, so that its dots are not taken for a time.
  const date = DATE.exec(plain);
  const rest = date ? plain.replace(date[0], ' ') : plain;
  const time = TIME.exec(rest.replace(/^[\sT,]+|om /gi, ' '));
  if (!time) return undefined;
  const [, hours, minutes, seconds = '0', half] = time;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const days = daysIn(date);
  return {
    second: hour * 3600 + Number(minutes) * 60 + Number(seconds),
    offset: offsetIn(rest) ?? offsetIn(zone ?? ''),
    days: days ?? { dmy: undefined, mdy: undefined },
    likely: likelyOrder(date?.groups?.sign, half !== undefined),
    dated: date !== null,
  };
}

const DATE = new RegExp(
  [
    String.raw`(?<iso>\d{4})[-/.](?<isoMonth>\d{1,2})[-/.](?<isoDay>\d{1,2})`,
    String.raw`(?<one>\d{1,2})(?<sign>[-/.])(?<two>\d{1,2})\k<sign>(?<year>\d{4}|\d{2})(?!\d)`,
    String.raw`(?<day>\d{1,2})[\s-]{1,3}(?<name>[a-z]{3})[a-z]{0,8}\.?[\s-]{1,3}(?<nameYear>\d{4})`,
    String.raw`(?<usName>[a-z]{3})[a-z]{0,8}\.?\s{1,3}(?<usDay>\d{1,2}),?\s{1,3}(?<usYear>\d{4})`,
  ].join('|'),
  'i',
);

function likelyOrder(sign: string | undefined, hasHalves: boolean): DayOrder | undefined {
  if (!sign) return undefined;
  if (sign !== '/') return 'dmy';
  return hasHalves ? 'mdy' : undefined;
}

function daysIn(date: RegExpExecArray | null): Record<DayOrder, string | undefined> | undefined {
  const part = date?.groups;
  if (!part) return undefined;
  if (part.one) {
    const year = part.year?.length === 2 ? `20${part.year}` : part.year;
    return { dmy: dayFrom(year, part.two, part.one), mdy: dayFrom(year, part.one, part.two) };
  }
  const only = part.iso
    ? dayFrom(part.iso, part.isoMonth, part.isoDay)
    : dayFrom(
        part.nameYear ?? part.usYear,
        String(monthNamed(part.name ?? part.usName ?? '')),
        part.day ?? part.usDay,
      );
  return { dmy: only, mdy: only };
}

const monthNamed = (name: string): number =>
  MONTHS.findIndex((names) => names.includes(name.toLowerCase())) + 1;

function dayFrom(year?: string, month?: string, day?: string): string | undefined {
  const text = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return startOfDay(text) && text;
}

function offsetIn(text: string): number | undefined {
  if (ZONE_AFTER_DIGIT.test(text.trim())) return 0;
  const found = ZONE.exec(text.trim());
  if (!found) return undefined;
  const [, name, sign, hours, minutes] = found;
  if (name) return OFFSET_MINUTES[name.toLowerCase()];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * The order in which a report writes its dates: one in which all are dates; what their notation speaks
 * for; else the one that lies nearest to the session.
 */
export function dayOrderOf(moments: readonly WrittenMoment[], near: Date): DayOrder {
  const dated = moments.filter((one) => one.dated);
  const possible = (['dmy', 'mdy'] as const).filter((order) =>
    dated.every((one) => one.days[order] !== undefined),
  );
  if (possible.length === 1 && possible[0]) return possible[0];
  const likely = dated.find((one) => one.likely)?.likely;
  if (likely) return likely;
  const away = (order: DayOrder): number =>
    Math.min(
      Infinity,
      ...dated.map((one) =>
        Math.abs((startOfDay(one.days[order] ?? '')?.getTime() ?? Infinity) - near.getTime()),
      ),
    );
  return away('mdy') < away('dmy') ? 'mdy' : 'dmy';
}

/** The moment itself; one without a date is on the day of `near`, in Amsterdam. */
export function instantOf(written: WrittenMoment, order: DayOrder, near: Date): Date | undefined {
  const { second, offset, days, dated } = written;
  const day = dated ? days[order] : dayOf(near);
  if (!day) return undefined;
  if (offset !== undefined)
    return new Date(Date.parse(`${day}T00:00:00Z`) + second * 1000 - offset * 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const at = instant(
    day,
    `${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}`,
  );
  return at && new Date(at.getTime() + (second % 60) * 1000);
}
