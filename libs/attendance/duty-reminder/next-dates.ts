import type { EntityManager } from 'typeorm';

import { dateRangeText } from '@academie/catalogue';
import { dayOf, rows, t } from '@academie/platform';

import { stillOpen } from '../duty-mine/duty-next-step';

const MOST = 3;

/** A date as a mail offers it. */
export interface OfferedDate {
  offeringId: string;
  when: string;
  seats: string;
}

/** The next dates of a course in which this person can come and a seat is free. */
export async function nextDates(
  tx: EntityManager,
  courseId: string,
  personId: string,
  now: Date,
): Promise<OfferedDate[]> {
  const found = await rows<{
    id: string;
    startsAt: Date | null;
    endsAt: Date | null;
    isSelfPaced: boolean;
    freeSeats: number;
  }>(
    tx,
    `SELECT o.id, o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.is_self_paced AS "isSelfPaced",
            o.free_seats AS "freeSeats"
       FROM catalogue.coming_offering o
      WHERE o.course_id = $1 AND o.free_seats > 0 AND ${stillOpen('o', '$3')}
        AND catalogue.admits(o.id, $2, $4::date)
      ORDER BY o.starts_at NULLS FIRST, o.id LIMIT ${MOST}`,
    [courseId, personId, now, dayOf(now)],
  );
  return found.map(({ id, startsAt, endsAt, isSelfPaced, freeSeats }) => ({
    offeringId: id,
    when:
      isSelfPaced || !startsAt || !endsAt
        ? t('attendance.duty.step.own-pace')
        : dateRangeText(startsAt, endsAt),
    seats: isSelfPaced ? '' : t('attendance.duty.mail.seats', { count: freeSeats }),
  }));
}
