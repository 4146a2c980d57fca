import { addDays, dayOf, instant, isDay, onceFor, startOfDay } from '@academie/platform';

import type { Hours } from './meeting-visit';

/** Which number of "3/10/26" is the day; a program writes all dates of a report in one order. */
export type DayOrder = 'dmy' | 'mdy';

// How the names of months begin, in Dutch, English, German, French, Spanish and Italian, without accents.
const MONTHS = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar', 'mrt', 'maa'],
  ['apr', 'avr', 'abr'],
  ['may', 'mei', 'mai', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];
const TIME =
  /(\d{1,2})(?:[:.hu]| h )(\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?(?: ?([ap])\.? ?m\b\.?)?/;
// What may stand behind a time: the word for hours, a zone, and nothing else.
const BEHIND =
  /^ ?(?:uur|uhr|[uh](?![a-z]))?\.? ?\(?(z|[a-z]{2,5})? ?([+-]\d{1,2}(?::?\d{2})?)?\)?$/;
const PLACE = /^ ?[a-z][a-z ]{1,40}\((?:[a-z ]{1,40}, )?((?:gmt|utc) ?[+-]\d{1,2}:?\d{2})\)$/;
const OFFSET_MINUTES: Record<string, number> = {
  ...{ z: 0, utc: 0, gmt: 0, wet: 0, bst: 60, west: 60, cet: 60, met: 60, mez: 60 },
  ...{ cest: 120, mest: 120, mesz: 120, eet: 120, eest: 180, est: -300, edt: -240 },
  ...{ cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 },
};
/** No zone is further from Greenwich. */
const FURTHEST_MINUTES = 14 * 60;
const LONGEST = 60;
/** Before or after the days of the session: somebody who was early, or stayed on. */
const SLACK = 2 * 3_600_000;

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
 * when it is no moment, and when its zone is not known.
 */
export function momentIn(text: string, zone?: string): WrittenMoment | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[−‐‑]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  // The date goes first, so that its dots are not taken for a time.
  const date = DATE.exec(plain);
  const rest = date ? plain.slice(date.index + date[0].length) : plain;
  const time = TIME.exec(rest);
  if (!time) return undefined;
  const [whole, hours, minutes, seconds = '0', half] = time;
  const hour = half ? (Number(hours) % 12) + (half === 'p' ? 12 : 0) : Number(hours);
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const said = offsetIn(rest.slice(time.index + whole.length));
  if (said === 'unknown') return undefined;
  const days = daysIn(date);
  const offset = said ?? (zone ? offsetIn(zone) : undefined);
  return {
    second: hour * 3600 + Number(minutes) * 60 + Number(seconds),
    offset: offset === 'unknown' ? undefined : offset,
    days: days ?? { dmy: undefined, mdy: undefined },
    // "a. m." is Spanish, where the day comes first.
    likely: likelyOrder(date?.groups?.sign, half !== undefined && !/\. m/.test(whole)),
    dated: date !== null,
  };
}

const DATE = new RegExp(
  [
    String.raw`(?<iso>\d{4})[-/.](?<isoMonth>\d{1,2})[-/.](?<isoDay>\d{1,2})`,
    String.raw`(?<one>\d{1,2})(?<sign>[-/.])(?<two>\d{1,2})\k<sign>(?<year>\d{4}|\d{2})(?!\d)`,
    String.raw`(?<day>\d{1,2})\.?[ -]{1,3}(?:de )?(?<name>[a-z]{3,10})\.?[ -]{1,3}(?:de )?(?<nameYear>\d{4}|\d{2}(?![\d:.]))`,
    String.raw`(?<usName>[a-z]{3,9})\.? (?<usDay>\d{1,2}),? (?<usYear>\d{4})`,
  ].join('|'),
);

function likelyOrder(sign: string | undefined, hasHalves: boolean): DayOrder | undefined {
  if (!sign) return undefined;
  if (sign !== '/') return 'dmy';
  return hasHalves ? 'mdy' : undefined;
}

function daysIn(date: RegExpExecArray | null): Record<DayOrder, string | undefined> | undefined {
  const part = date?.groups;
  if (!part) return undefined;
  if (part.one)
    return {
      dmy: dayFrom(part.year, part.two, part.one),
      mdy: dayFrom(part.year, part.one, part.two),
    };
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
  MONTHS.findIndex((names) => names.some((one) => name.startsWith(one))) + 1;

function dayFrom(year = '', month = '', day = ''): string | undefined {
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

/** Minutes east of Greenwich; undefined when nothing is said, 'unknown' for what is no zone we know. */
function offsetIn(text: string): number | undefined | 'unknown' {
  // "Amsterdam Time (GMT+01:00)": how far it is from Greenwich says more than the place.
  const [, placed] = PLACE.exec(text.toLowerCase()) ?? [];
  const found = BEHIND.exec(placed ?? text.toLowerCase());
  if (!found) return 'unknown';
  const [, name, offset] = found;
  const named = name === undefined ? undefined : OFFSET_MINUTES[name];
  if (name !== undefined && named === undefined) return 'unknown';
  if (offset === undefined) return named;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset) ?? [];
  const away = Number(hours) * 60 + Number(minutes);
  return away > FURTHEST_MINUTES ? 'unknown' : sign === '-' ? -away : away;
}

/**
 * The order in which a report writes its dates: one in which all are dates; what their notation speaks
 * for; else the one that lies nearest to the session. Undefined when no order makes dates of all.
 */
export function dayOrderOf(moments: readonly WrittenMoment[], near: Date): DayOrder | undefined {
  const dated = moments.filter(({ days }) => days.dmy ?? days.mdy);
  const possible = (['dmy', 'mdy'] as const).filter((order) =>
    dated.every((one) => one.days[order] !== undefined),
  );
  if (possible.length < 2) return possible[0];
  const likely = dated.find((one) => one.likely)?.likely;
  if (likely) return likely;
  const daysBy = (order: DayOrder): string[] => [
    ...new Set(dated.flatMap(({ days }) => days[order] ?? [])),
  ];
  const away = (order: DayOrder): number =>
    Math.min(Infinity, ...daysBy(order).map((day) => Math.abs(Date.parse(day) - near.getTime())));
  return away('mdy') < away('dmy') ? 'mdy' : 'dmy';
}

/**
 * The moment itself. One without a date lies on the day of the session, in Amsterdam, or on the day before or
 * after it when that is how somebody came or went around midnight. Without an order only a date that is the
 * same in both is one.
 */
export function instantOf(
  written: WrittenMoment,
  order: DayOrder | undefined,
  session: Hours,
): Date | undefined {
  const { days, dated } = written;
  if (dated) {
    const day = order ? days[order] : days.dmy === days.mdy ? days.dmy : undefined;
    return day === undefined ? undefined : onDay(written, day);
  }
  const { first, last, all } = daysAround(session);
  let best: { at: Date; away: number } | undefined;
  for (const day of all) {
    const at = onDay(written, day);
    if (!at) continue;
    const away = Math.max(
      0,
      session.startsAt.getTime() - at.getTime(),
      at.getTime() - session.endsAt.getTime(),
    );
    const isOwn = day >= first && day <= last;
    if ((isOwn || away <= SLACK) && away < (best?.away ?? Infinity)) best = { at, away };
  }
  return best?.at;
}

interface Days {
  first: string;
  last: string;
  /** Those of the session first, then the day before and after it. */
  all: ReadonlySet<string>;
}

/** Worked out once for a session: a report has thousands of times. */
const daysAround = onceFor((session: Hours): Days => {
  const [first, last] = [dayOf(session.startsAt), dayOf(session.endsAt)];
  const around = [-1, 0, 1].flatMap((by) => [
    dayOf(addDays(session.startsAt, by)),
    dayOf(addDays(session.endsAt, by)),
  ]);
  return { first, last, all: new Set([first, last, ...around]) };
});

function onDay({ second, offset }: WrittenMoment, day: string): Date | undefined {
  if (offset !== undefined)
    return new Date(Date.parse(`${day}T00:00:00Z`) + second * 1000 - offset * 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}`;
  const at = instant(second < 86_400 ? day : dayAfter(day), time);
  return at && new Date(at.getTime() + (second % 60) * 1000);
}

const dayAfter = (day: string): string =>
  dayOf(addDays(startOfDay(day) ?? new Date(Number.NaN), 1));
