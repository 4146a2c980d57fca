import type { EntityManager } from 'typeorm';

import { type OfferingStatus, OPEN_STATUSES } from '@academie/catalogue';
import { NotFound, rows } from '@academie/platform';

/** An offering as it is while this transaction holds its lock. */
export interface LockedOffering {
  id: string;
  status: OfferingStatus;
  capacity: number;
  /** Seats within the capacity that are held. */
  seatsTaken: number;
  waitingCount: number;
  enrolClosesAt: Date | null;
  startsAt: Date | null;
  /** From then on giving up a place is late; null: from when enrolment closes. */
  cancelUntil: Date | null;
  /** How long a seat that comes free is kept for the next in line; null gives it at once. */
  offerHours: number | null;
  coverageFirst: boolean;
}

/**
 * Locks the offering for the rest of the transaction: every command that takes or frees a seat waits
 * here for the other, and looks only afterwards. One lock a transaction, so none waits in a circle.
 * @throws NotFound
 */
export async function lockOffering(tx: EntityManager, id: string): Promise<LockedOffering> {
  const [offering] = await rows<LockedOffering>(
    tx,
    `SELECT id, status, capacity, seats_taken AS "seatsTaken", waiting_count AS "waitingCount",
            enrol_closes_at AS "enrolClosesAt", starts_at AS "startsAt", cancel_until AS "cancelUntil",
            offer_hours AS "offerHours", coverage_first AS "coverageFirst"
       FROM catalogue.offering WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  if (!offering) throw new NotFound();
  return offering;
}

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
