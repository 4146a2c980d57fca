import {
  addDays,
  dayIn,
  dayOf,
  laterDay,
  momentOn,
  timeOf,
  workingDay,
  yearOf,
} from '@academie/platform';

import type { DemoCourse, DemoOffering } from './demo-pattern';

const MINUTE = 60_000;
/** An offering by month is published this many days before it starts. */
const PUBLISHED_DAYS = 120;
/** Whether there are enough people is looked at this many days before it starts. */
const DECIDED_DAYS = 7;

/** An offering of the demo with its dates, for one today. */
export interface DatedOffering {
  status: 'concept' | 'published' | 'held' | 'cancelled';
  sessions: { startsAt: Date; endsAt: Date }[];
  createdAt: Date;
  /** Null for a draft. */
  publishedAt: Date | null;
  opensAt: Date;
  closesAt: Date;
  cancelledAt: Date | null;
  /** When somebody has to say whether it is given, with too few people; null when that is over. */
  decideAt: Date | null;
}

/**
 * When it is, seen from now. What has passed was held, unless the pattern says otherwise; what is
 * more than 120 days away is a draft. Enrolment is open from then until the day before.
 */
export function dateOf(offering: DemoOffering, course: DemoCourse, now: Date): DatedOffering {
  const year = offering.year === 'current' ? yearOf(now) : offering.year;
  if (offering.selfPaced) return openAllYear(year, offering.selfPaced.month, now);
  const sessions = sessionsOf(offering, course, year, now);
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (!first || !last) throw new Error(`${offering.key} has no session`);

  const early = addDays(first.startsAt, -PUBLISHED_DAYS);
  const published = offering.when?.month ? latest(early, january(year)) : early;
  const opensAt = earliest(published, addDays(now, -1));
  const decideAt = addDays(first.startsAt, -DECIDED_DAYS);
  const status = statusOf(offering, first.startsAt, last.endsAt, now);
  return {
    status,
    sessions,
    createdAt: addDays(opensAt, -7),
    publishedAt: status === 'concept' ? null : opensAt,
    opensAt: status === 'concept' ? published : opensAt,
    closesAt: momentOn(laterDay(dayOf(first.startsAt), -1), '17:00'),
    cancelledAt:
      status === 'cancelled' ? earliest(addDays(first.startsAt, -5), addDays(now, -2)) : null,
    decideAt: status === 'published' && decideAt > now ? decideAt : null,
  };
}

function openAllYear(year: number, month: number, now: Date): DatedOffering {
  const opensAt = momentOn(workingDay(dayIn(year, month, 2)), '09:00');
  const publishedAt = earliest(opensAt, addDays(now, -1));
  return {
    status: 'published',
    sessions: [],
    createdAt: addDays(publishedAt, -7),
    publishedAt,
    opensAt,
    closesAt: momentOn(dayIn(year + 1, 1, 1), '00:00'),
    cancelledAt: null,
    decideAt: null,
  };
}

function sessionsOf(
  offering: DemoOffering,
  course: DemoCourse,
  year: number,
  now: Date,
): DatedOffering['sessions'] {
  const {
    month = 1,
    day = 1,
    relativeDays,
    start = '09:30',
    startsInMinutes,
  } = offering.when ?? {};
  const parts = offering.sessions ?? [{ afterDays: 0, minutes: course.durationMinutes }];
  if (startsInMinutes !== undefined) {
    const startsAt = byDay(
      new Date(Math.floor((now.getTime() + startsInMinutes * MINUTE) / (5 * MINUTE)) * 5 * MINUTE),
    );
    const endsAt = new Date(startsAt.getTime() + course.durationMinutes * MINUTE);
    return [{ startsAt, endsAt: earliest(endsAt, momentOn(dayOf(startsAt), '22:00')) }];
  }
  const first =
    relativeDays === undefined
      ? quietDay(workingDay(dayIn(year, month, day)))
      : relativeWorkingDay(dayOf(now), relativeDays);
  return parts.map(({ afterDays, minutes }) => {
    const later = afterDays === 0 ? first : quietDay(laterDay(first, afterDays));
    const startsAt = momentOn(later, start);
    return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * MINUTE) };
  });
}

const HOLIDAYS = new Set(['12-25', '12-26', '12-31', '01-01']);

// Nobody trains at Christmas or on New Year's Eve: the last working day before it is the day.
function quietDay(day: string): string {
  let quiet = day;
  while (HOLIDAYS.has(quiet.slice(5)) || (quiet !== day && workingDay(quiet) !== quiet))
    quiet = laterDay(quiet, -1);
  return quiet;
}

// At night and on those days what would begin about now begins the next morning.
function byDay(moment: Date): Date {
  const [day, time] = [dayOf(moment), timeOf(moment)];
  const isQuiet = HOLIDAYS.has(day.slice(5));
  if (time >= '07:00' && time < '21:00' && !isQuiet) return moment;
  let next = time < '07:00' || isQuiet ? day : laterDay(day, 1);
  while (HOLIDAYS.has(next.slice(5))) next = laterDay(next, 1);
  return momentOn(next, '09:00');
}

// Today and yesterday stay what they are: the demo shows them even in a weekend.
function relativeWorkingDay(today: string, days: number): string {
  const day = laterDay(today, days);
  return quietDay(days === 0 || days === -1 ? day : workingDay(day));
}

function statusOf(
  offering: DemoOffering,
  startsAt: Date,
  endsAt: Date,
  now: Date,
): DatedOffering['status'] {
  if (offering.state === 'draft') return 'concept';
  if (offering.state === 'cancelled') return 'cancelled';
  if (offering.state === 'register_open') return 'published';
  if (dayOf(endsAt) < dayOf(now)) return 'held';
  const isFar = startsAt > addDays(now, PUBLISHED_DAYS);
  return isFar && offering.when?.relativeDays === undefined ? 'concept' : 'published';
}

// The academie opens for the year on its first working days.
const january = (year: number): Date => momentOn(dayIn(year, 1, 2), '09:00');

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
const latest = (a: Date, b: Date): Date => (a > b ? a : b);
