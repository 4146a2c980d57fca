import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { ChangedMeanwhile, rows } from '@academie/platform';

import { OfferingIsOver, OfferingNotFound } from '../catalogue.errors';
import type { CourseStatus, Mode } from '../course/course.entity';
import type { OfferingStatus } from './offering.entity';
import { requireManager } from '../course/theme-scope';

/** An offering under the lock of a command. */
export interface LockedOffering {
  id: string;
  courseId: string;
  courseStatus: CourseStatus;
  status: OfferingStatus;
  mode: Mode;
  capacity: number;
  minimum: number;
  enrolOpensAt: Date | null;
  enrolClosesAt: Date | null;
  cancelUntil: Date | null;
  decideAt: Date | null;
  startsAt: Date | null;
  seatsTaken: number;
  version: number;
}

/** Locks the row that enrolling locks too, so that counts stay true until the commit. */
export async function lockRow(tx: EntityManager, id: string): Promise<LockedOffering> {
  const [offering] = await rows<LockedOffering>(
    tx,
    `SELECT o.id, o.course_id AS "courseId", c.status AS "courseStatus", o.status, o.mode, o.capacity,
            o.minimum, o.enrol_opens_at AS "enrolOpensAt", o.enrol_closes_at AS "enrolClosesAt",
            o.cancel_until AS "cancelUntil", o.decide_at AS "decideAt", o.starts_at AS "startsAt",
            o.seats_taken AS "seatsTaken", o.version
       FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
      WHERE o.id = $1 FOR NO KEY UPDATE OF o`,
    [id],
  );
  if (!offering) throw new OfferingNotFound();
  return offering;
}

/**
 * Locks it for somebody who manages it.
 * @throws OfferingNotFound, NotYourTheme, ChangedMeanwhile when `version` is another
 */
export async function lockOffering(
  tx: EntityManager,
  actor: Actor,
  id: string,
  version?: number,
): Promise<LockedOffering> {
  const offering = await lockRow(tx, id);
  await requireManager(tx, actor, offering.courseId);
  if (version !== undefined && offering.version !== version) throw new ChangedMeanwhile();
  return offering;
}

/** @throws OfferingIsOver when it was held or cancelled */
export function requireRunning({ status }: LockedOffering): void {
  if (status === 'held' || status === 'cancelled') throw new OfferingIsOver();
}
