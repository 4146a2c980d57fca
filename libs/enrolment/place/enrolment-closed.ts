import type { LockedOffering } from '@academie/catalogue';

import { hasStarted, isClosed } from '../waiting-list/enrolment-window';
import {
  EnrolmentClosed,
  NotPublished,
  OfferingCancelled,
  OfferingStarted,
} from './enrolment.errors';

export type OfferingWindow = Pick<LockedOffering, 'status' | 'startsAt' | 'enrolClosesAt'>;

/**
 * For what an organiser or coordinator does for others: says which of its reasons keeps an offering closed.
 * @throws OfferingCancelled, NotPublished, OfferingStarted, EnrolmentClosed
 */
export function requireNotClosed(offering: OfferingWindow, now: Date): void {
  if (offering.status === 'cancelled') throw new OfferingCancelled();
  if (offering.status === 'concept' || offering.status === 'inactive') throw new NotPublished();
  if (hasStarted(offering, now)) throw new OfferingStarted();
  if (isClosed(offering, now)) throw new EnrolmentClosed();
}
