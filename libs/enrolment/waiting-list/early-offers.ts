import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { addDays, Clock, dayOf, Journal, newId, rows } from '@academie/platform';

import { isClosed, lastMoment, seatsFree } from './enrolment-window';

/** For whom a seat is kept before that person asked, and until when at most. */
export interface EarlyOffer {
  offeringId: string;
  personId: string;
  organisationId: string | null;
  until: Date;
}

/** Somebody who let so many go by for one course in half a year gets no more: there may be a reason. */
const MOST_OFFERS = 2;
const DAYS_REMEMBERED = 180;

// What the person ($3) has or had in any offering of the same course as $2.
const OF_COURSE = `
  SELECT FROM enrolment.enrolment e
    JOIN catalogue.course_of_offering k ON k.offering_id = e.offering_id
    JOIN catalogue.course_of_offering own ON own.course_id = k.course_id AND own.offering_id = $2
   WHERE e.person_id = $3`;

/** Keeps free seats for people who have to follow a course: an offer as those of the waiting list are. */
@Injectable()
export class EarlyOffers {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a seat, unless there is none to spare, people wait, as many were given in this way as its organiser
   * allows, it is not for this person, or the person was ever in it: who gave it up is not asked again. What is
   * offered ends as every offer does. Locks the offering. Returns the id of the enrolment, if any.
   */
  async offer(
    tx: EntityManager,
    { offeringId, personId, organisationId, until }: EarlyOffer,
  ): Promise<string | undefined> {
    const offering = await lockOffering(tx, offeringId);
    const now = this.clock.now();
    const last = lastMoment(offering);
    if (isClosed(offering, now) || (offering.enrolOpensAt && offering.enrolOpensAt > now))
      return undefined;
    if (seatsFree(offering) === 0 || offering.waitingCount > 0) return undefined;
    const id = newId();
    const [made] = await rows(
      tx,
      `INSERT INTO enrolment.enrolment (id, offering_id, person_id, organisation_id, state, source, queued_at,
         changed_at, offered_until)
       SELECT $1, $2, $3, $4, 'offered', 'duty', $5, $5, $6
        WHERE $8 > (SELECT count(*) FROM enrolment.enrolment e
                     WHERE e.offering_id = $2 AND e.source = 'duty' AND e.state IN ('offered', 'enrolled', 'finished'))
          AND NOT EXISTS (SELECT FROM enrolment.enrolment e WHERE e.offering_id = $2 AND e.person_id = $3)
          AND NOT EXISTS (${OF_COURSE} AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled'))
          AND (SELECT count(*) FROM (${OF_COURSE} AND e.source = 'duty' AND e.state = 'cancelled' AND e.queued_at > $9) gone) < ${MOST_OFFERS}
          AND catalogue.admits($2, $3, $7::date) RETURNING 1`,
      [
        ...[id, offeringId, personId, organisationId, now],
        ...[last && last < until ? last : until, dayOf(now), offering.dutySeats],
        addDays(now, -DAYS_REMEMBERED),
      ],
    );
    if (!made) return undefined;
    await this.journal.record(tx, {
      action: 'enrolment.offered',
      subjectId: id,
      onBehalfOf: personId,
      data: { offeringId, personId, organisationId, from: null, to: 'offered', because: 'duty' },
    });
    return id;
  }
}
