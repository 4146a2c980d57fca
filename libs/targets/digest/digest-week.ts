import { addDays, dayOf, laterDay, mediumDate, momentOn, t } from '@academie/platform';

/** A week, Monday to Sunday, in Amsterdam. */
export interface DigestWeek {
  /** Its Monday, `yyyy-mm-dd`: what a week is known by. */
  monday: string;
  sunday: string;
  from: Date;
  /** Its last moment, or now while the week still runs. */
  until: Date;
  /** "16 tot en met 22 februari 2026" */
  text: string;
}

/** It is sent until Wednesday; after that it is too old to be of use. */
const SEND_TIME = '07:00';
const SEND_DAYS = 2;

/** The week in which this moment lies, as far as it has gone. */
export function weekOf(now: Date): DigestWeek {
  const today = dayOf(now);
  return weekFrom(laterDay(today, -daysSinceMonday(today)), now);
}

/** The last week that is over. */
export function weekBefore(now: Date): DigestWeek {
  return weekFrom(laterDay(weekOf(now).monday, -7), now);
}

/** The week of which the digest is to be sent now; undefined at any other time. */
export function weekToSend(now: Date): DigestWeek | undefined {
  const week = weekBefore(now);
  const from = sendMomentOf(week);
  const until = momentOn(laterDay(week.monday, 7 + SEND_DAYS), '00:00');
  return now >= from && now < until ? week : undefined;
}

/** When the digest of a week goes out: on the Monday after it. */
export const sendMomentOf = ({ monday }: DigestWeek): Date =>
  momentOn(laterDay(monday, 7), SEND_TIME);

function weekFrom(monday: string, now: Date): DigestWeek {
  const sunday = laterDay(monday, 6);
  const from = momentOn(monday, '00:00');
  const last = new Date(addDays(from, 7).getTime() - 1);
  return { monday, sunday, from, until: now < last ? now : last, text: textOf(monday, sunday) };
}

function textOf(monday: string, sunday: string): string {
  const [first, last] = [
    mediumDate(momentOn(monday, '12:00')),
    mediumDate(momentOn(sunday, '12:00')),
  ];
  const [day = '', month = '', year = ''] = first.split(' ');
  const [, lastMonth, lastYear] = last.split(' ');
  const shared = year !== lastYear ? first : month !== lastMonth ? `${day} ${month}` : day;
  return t('targets.digest.week', { first: shared, last });
}

const daysSinceMonday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
