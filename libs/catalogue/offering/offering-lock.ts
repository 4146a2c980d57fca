import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { ChangedMeanwhile, rows } from '@academie/platform';

import { OfferingIsOver, OfferingNotFound } from '../catalogue.errors';
import type { Admission, CourseStatus, Mode } from '../course/course.entity';
import type { OfferingStatus } from './offering.entity';
import { requireManager } from '../course/theme-scope';

/** An offering as it is while this transaction holds its lock. */
export interface LockedOffering {
  id: string;
  courseId: string;
  courseStatus: CourseStatus;
  status: OfferingStatus;
  mode: Mode;
  /** Whom it is for; unless open, catalogue.admits says who is. */
  admission: Admission;
  capacity: number;
  minimum: number;
  enrolOpensAt: Date | null;
  enrolClosesAt: Date | null;
  /** From then on giving up a place is late; null: from when enrolment closes. */
  cancelUntil: Date | null;
  decideAt: Date | null;
  startsAt: Date | null;
  /** Seats within the capacity that are held. */
  seatsTaken: number;
  overbooked: number;
  waitingCount: number;
  /** How long a seat that comes free is kept for the next in line; null gives it at once. */
  offerHours: number | null;
  coverageFirst: boolean;
  /** So many may be offered to people who have to follow the course. */
  dutySeats: number;
  version: number;
}

/**
 * Locks the offering for the rest of the transaction: every command that takes or frees a seat, or
 * changes the offering, waits here for the other, and looks only afterwards. One such lock in a
 * transaction, so that two transactions never wait for each other.
 * @throws OfferingNotFound
 */
export async function lockOffering(tx: EntityManager, id: string): Promise<LockedOffering> {
  const [offering] = await rows<LockedOffering>(
    tx,
    `SELECT o.id, o.course_id AS "courseId", c.status AS "courseStatus", o.status, o.mode, o.admission,
            o.capacity, o.minimum, o.enrol_opens_at AS "enrolOpensAt", o.enrol_closes_at AS "enrolClosesAt",
            o.cancel_until AS "cancelUntil", o.decide_at AS "decideAt", o.starts_at AS "startsAt",
            o.seats_taken AS "seatsTaken", o.overbooked, o.waiting_count AS "waitingCount",
            o.offer_hours AS "offerHours", o.coverage_first AS "coverageFirst", o.duty_seats AS "dutySeats", o.version
       FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
      WHERE o.id = $1 FOR NO KEY UPDATE OF o`,
    [id],
  );
  if (!offering) throw new OfferingNotFound();
  return offering;
}

/**
 * Locks the offering for a person who manages its course.
 * @throws OfferingNotFound, NotYourTheme, ChangedMeanwhile when `version` is another
 */
export async function lockManaged(
  tx: EntityManager,
  actor: Actor,
  id: string,
  version?: number,
): Promise<LockedOffering> {
  const offering = await lockOffering(tx, id);
  await requireManager(tx, actor, offering.courseId);
  if (version !== undefined && offering.version !== version) throw new ChangedMeanwhile();
  return offering;
}

/** @throws OfferingIsOver when it was held or cancelled */
export function requireRunning({ status }: LockedOffering): void {
  if (status === 'held' || status === 'cancelled') throw new OfferingIsOver();
}
