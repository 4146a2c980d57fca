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
            enrol_closes_at AS "enrolClosesAt", starts_at AS "startsAt"
       FROM catalogue.offering WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  if (!offering) throw new NotFound();
  return offering;
}

/** Whether the first session has begun. */
export const hasStarted = ({ startsAt }: Pick<LockedOffering, 'startsAt'>, now: Date): boolean =>
  startsAt !== null && startsAt <= now;

/** Whether enrolment has closed: from then on nobody moves up, and who cancels is late. */
export const isClosed = (
  offering: Pick<LockedOffering, 'status' | 'startsAt' | 'enrolClosesAt'>,
  now: Date,
): boolean =>
  hasStarted(offering, now) ||
  (offering.enrolClosesAt !== null && offering.enrolClosesAt <= now) ||
  !(OPEN_STATUSES as readonly OfferingStatus[]).includes(offering.status);
