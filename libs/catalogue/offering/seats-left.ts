import { longDate, t } from '@academie/platform';

import { OPEN_STATUSES, type OfferingStatus } from './offering.entity';

/** What has to be known of an offering to say whether somebody can still get in. */
export interface Places {
  status: OfferingStatus;
  capacity: number;
  seatsTaken: number;
  waitingCount: number;
  enrolOpensAt: Date | null;
  enrolClosesAt: Date | null;
  startsAt: Date | null;
}

export type Window = 'not_open' | 'before' | 'open' | 'closed';

/**
 * Where an offering is in its time of enrolling. Without a closing time it closes when the first
 * session starts; after that start it is closed whatever its closing time says (domain.md, invariant 4).
 */
export function windowOf(offering: Places, now: Date): Window {
  if (!(OPEN_STATUSES as readonly string[]).includes(offering.status)) return 'not_open';
  if (offering.startsAt && offering.startsAt <= now) return 'closed';
  if (offering.enrolClosesAt && offering.enrolClosesAt <= now) return 'closed';
  if (offering.enrolOpensAt && offering.enrolOpensAt > now) return 'before';
  return 'open';
}

/** Seats somebody new can get; none while others wait, since a free seat belongs to the list. */
export const freeSeats = (offering: Places): number =>
  offering.waitingCount > 0 ? 0 : Math.max(0, offering.capacity - offering.seatsTaken);

/** The words of a badge: how many places are left, or why there are none. */
export function placesText(
  offering: Places,
  now: Date,
): { text: string; kind: 'good' | 'warn' | 'bad' | 'info' | 'neutral' } {
  if (offering.status === 'cancelled') return { text: t('catalogue.badge.cancelled'), kind: 'bad' };
  switch (windowOf(offering, now)) {
    case 'not_open':
      return { text: t('catalogue.badge.not-open'), kind: 'info' };
    case 'before':
      return {
        text: t('catalogue.badge.before', { day: dayIn(offering.enrolOpensAt) }),
        kind: 'info',
      };
    case 'closed':
      return { text: t('catalogue.badge.closed'), kind: 'neutral' };
    case 'open':
      return open(freeSeats(offering), offering.startsAt === null);
  }
}

function open(free: number, selfPaced: boolean): { text: string; kind: 'good' | 'warn' | 'info' } {
  if (free === 0) return { text: t('catalogue.badge.full'), kind: 'warn' };
  if (selfPaced) return { text: t('catalogue.badge.self-paced'), kind: 'info' };
  return free <= 3
    ? { text: t('catalogue.badge.few', { count: free }), kind: 'warn' }
    : { text: t('catalogue.badge.free', { free }), kind: 'good' };
}

const dayIn = (date: Date | null): string => (date ? longDate(date) : '');
