import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type LockedOffering, lockOffering } from '@academie/catalogue';
import { Clock, dayOf, Journal, type JournalEntry, rows } from '@academie/platform';

import { isClosed, lastMoment, seatsFree } from './enrolment-window';

interface Moved {
  id: string;
  personId: string;
  organisationId: string | null;
}

/** The order of the list (invariant 3): nothing in it changes after somebody joined. */
export const WAITING_ORDER = 'e.priority DESC, e.queued_at, e.id';

const NEXT = `
  SELECT e.id, row_number() OVER (ORDER BY ${WAITING_ORDER}) AS place FROM enrolment.enrolment e
   WHERE e.offering_id = $1 AND e.state = 'waitlisted' ORDER BY ${WAITING_ORDER} LIMIT $2`;
const NEXT_BY_COVERAGE = `
  SELECT l.id, l.place FROM enrolment.waiting_order($1) l ORDER BY l.place LIMIT $2`;
const HOUR_MS = 3_600_000;

/** Who moves up when a seat comes free, and who is told that none came. */
@Injectable()
export class WaitingList {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives every free seat to the person who is next in line, or keeps it for them a while where the offering
   * says so; in the transaction that freed it, so that no newcomer can come in between. Of a closed offering, the
   * person whom it is no longer for leaves the list first. Does nothing once enrolment has closed. Locks the offering. `cause` says who freed the seat. Returns how many
   * moved up.
   */
  async moveUp(
    tx: EntityManager,
    offeringId: string,
    cause: Pick<JournalEntry, 'actorId' | 'reason'> = {},
  ): Promise<number> {
    const offering = await lockOffering(tx, offeringId);
    const now = this.clock.now();
    const free = seatsFree(offering);
    if (free === 0 || offering.waitingCount === 0 || isClosed(offering, now)) return 0;
    if (offering.admission !== 'open') await this.dropOutsiders(tx, offeringId, now);
    const offeredUntil = offeredUntilOf(offering, now);
    const to = offeredUntil ? 'offered' : 'enrolled';
    const moved = await rows<Moved>(
      tx,
      `WITH next AS (${offering.coverageFirst ? NEXT_BY_COVERAGE : NEXT}), moved AS (
         UPDATE enrolment.enrolment e SET state = $4, offered_until = $5, changed_at = $3
           FROM next WHERE e.id = next.id
         RETURNING e.id, e.person_id, e.organisation_id, next.place
       )
       SELECT id, person_id AS "personId", organisation_id AS "organisationId" FROM moved ORDER BY place`,
      [offeringId, free, now, to, offeredUntil ?? null],
    );
    await this.journal.recordAll(
      tx,
      moved.map(({ id, ...who }) => ({
        action: offeredUntil ? 'enrolment.offered' : 'enrolment.promoted',
        subjectId: id,
        ...cause,
        data: { offeringId, ...who, from: 'waitlisted', to },
      })),
    );
    return moved.length;
  }

  /** Who left the circle while waiting is told so, and keeps nobody behind them waiting. */
  private async dropOutsiders(tx: EntityManager, offeringId: string, now: Date): Promise<void> {
    const dropped = await rows<Moved>(
      tx,
      `UPDATE enrolment.enrolment e SET state = 'cancelled', cancelled_by = 'lapse', changed_at = $2
        WHERE e.offering_id = $1 AND e.state = 'waitlisted'
          AND NOT catalogue.admits(e.offering_id, e.person_id, $3::date)
       RETURNING e.id, e.person_id AS "personId", e.organisation_id AS "organisationId"`,
      [offeringId, now, dayOf(now)],
    );
    await this.journal.recordAll(
      tx,
      dropped.map(({ id, ...who }) => ({
        action: 'enrolment.cancelled',
        subjectId: id,
        data: {
          ...{ offeringId, ...who, from: 'waitlisted', to: 'cancelled' },
          ...{ by: 'lapse', because: 'not-admitted' },
        },
      })),
    );
  }

  /**
   * Ends the list of an offering that has begun: the person who still waits, or had not taken an offer, hears
   * that it will not be. Locks the offering. Returns how many.
   */
  async lapse(tx: EntityManager, offeringId: string): Promise<number> {
    await lockOffering(tx, offeringId);
    const now = this.clock.now();
    const lapsed = await rows<Moved & { from: string }>(
      tx,
      `WITH waiting AS (
         SELECT e.id, e.state FROM enrolment.enrolment e
          WHERE e.offering_id = $1 AND e.state IN ('requested', 'waitlisted', 'offered')
       )
       UPDATE enrolment.enrolment e
          SET state = 'cancelled', cancelled_by = 'lapse', offered_until = NULL, changed_at = $2
         FROM waiting WHERE e.id = waiting.id
       RETURNING e.id, e.person_id AS "personId", e.organisation_id AS "organisationId",
                 waiting.state AS "from"`,
      [offeringId, now],
    );
    await this.journal.recordAll(
      tx,
      lapsed.map(({ id, ...who }) => ({
        action: 'enrolment.cancelled',
        subjectId: id,
        data: { offeringId, ...who, to: 'cancelled', by: 'lapse', because: 'started' },
      })),
    );
    return lapsed.length;
  }
}

// An offer ends when nobody can enrol any more, however many hours it was to last (invariant 4).
function offeredUntilOf(offering: LockedOffering, now: Date): Date | undefined {
  if (offering.offerHours === null) return undefined;
  const until = now.getTime() + offering.offerHours * HOUR_MS;
  return new Date(Math.min(until, lastMoment(offering)?.getTime() ?? until));
}
