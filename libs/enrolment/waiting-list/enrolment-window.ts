import { type LockedOffering, type OfferingStatus, OPEN_STATUSES } from '@academie/catalogue';

/** Whether the first session has begun. */
export const hasStarted = ({ startsAt }: Pick<LockedOffering, 'startsAt'>, now: Date): boolean =>
  startsAt !== null && startsAt <= now;

/** Whether enrolment has closed: from then on nobody moves up. */
export const isClosed = (
  offering: Pick<LockedOffering, 'status' | 'startsAt' | 'enrolClosesAt'>,
  now: Date,
): boolean =>
  hasStarted(offering, now) ||
  (offering.enrolClosesAt !== null && offering.enrolClosesAt <= now) ||
  !(OPEN_STATUSES as readonly OfferingStatus[]).includes(offering.status);

/** Whether giving up a place comes late now. */
export const isLate = (offering: LockedOffering, now: Date): boolean =>
  offering.cancelUntil === null ? isClosed(offering, now) : offering.cancelUntil <= now;

/** The last moment at which anybody can get a seat: an offer and a request end there at the latest. */
export const lastMoment = ({
  enrolClosesAt,
  startsAt,
}: Pick<LockedOffering, 'enrolClosesAt' | 'startsAt'>): Date | undefined => {
  const moments = [enrolClosesAt, startsAt].filter((moment) => moment !== null);
  return moments.length === 0
    ? undefined
    : new Date(Math.min(...moments.map((moment) => moment.getTime())));
};

/** Seats that nobody holds; while anybody waits they are the list's. */
export const seatsFree = ({ capacity, seatsTaken }: LockedOffering): number =>
  Math.max(0, capacity - seatsTaken);
