import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { NoSeatToHandOn, SamePerson } from './replacement.errors';
import { requireAdmitted } from '../admission/admitted';
import { EnrolmentConditions, requireConditions } from '../place/enrolment-conditions';
import { AlreadyEnrolled, OfferingStarted } from '../place/enrolment.errors';
import { type ActingAs, EnrolmentAccess } from '../place/enrolment-access';
import type { EnrolmentStatus } from '../place/enrolment.service';
import type { EnrolmentState } from '../place/enrolment-state';
import { hasStarted } from '../waiting-list/enrolment-window';
import { WaitingList } from '../waiting-list/waiting-list';

interface Seat {
  offeringId: string;
  personId: string;
  organisationId: string | null;
  state: EnrolmentState;
  overbooked: boolean;
}

interface Successor {
  organisationId: string | null;
  /** What the person has in the offering already. */
  enrolmentId: string | null;
  state: EnrolmentState | null;
}

/** One person's seat goes to a colleague: nobody on the waiting list is passed, and no seat is free. */
@Injectable()
export class ReplacementService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly waitingList: WaitingList,
    private readonly conditions: EnrolmentConditions,
  ) {}

  /**
   * Hands the seat of an enrolment to somebody else, also when enrolment has closed, until the first
   * session. A coordinator does so between people of the own organisations, an organiser between any
   * two. A person who takes over and stood on the waiting list leaves it.
   * @throws NotFound when the enrolment is none of the actor's business, NotAllowed when the successor
   *   is not, SamePerson, NoSeatToHandOn, AlreadyEnrolled, OfferingStarted,
   *   PrerequisiteMissing
   */
  replace(
    actor: Actor,
    enrolmentId: string,
    successorId: string,
    reason?: string,
  ): Promise<EnrolmentStatus> {
    return this.database.transaction(async (tx) => {
      const [known] = await rows<Pick<Seat, 'offeringId' | 'personId'>>(
        tx,
        `SELECT offering_id AS "offeringId", person_id AS "personId"
           FROM enrolment.enrolment WHERE id = $1`,
        [enrolmentId],
      );
      if (!known) throw new NotFound();
      const { offeringId, personId } = known;
      const by = await this.access.actingAs(actor, offeringId, personId, tx);
      // One's own seat is not one's own to hand on: who coordinates decides who goes.
      if (!by || by === 'self') throw new NotFound();
      if (successorId === personId) throw new SamePerson();
      const source = await this.sourceOf(actor, offeringId, successorId, tx);

      const offering = await lockOffering(tx, offeringId);
      const now = this.clock.now();
      if (hasStarted(offering, now)) throw new OfferingStarted();
      const seat = await this.seat(tx, enrolmentId);
      if (seat.state !== 'enrolled') throw new NoSeatToHandOn();
      const successor = await this.successor(tx, offeringId, successorId);
      if (successor.state === 'enrolled' || successor.state === 'finished')
        throw new AlreadyEnrolled(successor.enrolmentId ?? '', successor.state);

      await requireAdmitted(tx, offeringId, successorId, now);
      const { missing, step } = await this.conditions.of(offeringId, successorId, tx);
      requireConditions({ missing, step, questions: [] }, [], false);

      await rows(
        tx,
        `UPDATE enrolment.enrolment
            SET state = 'cancelled', cancelled_by = $2, late = false, reason = $3, changed_at = $4
          WHERE id = $1`,
        [enrolmentId, by, reason ?? null, now],
      );
      const id = await this.seatSuccessor(tx, seat, successorId, successor, source);
      const who = { offeringId, personId, organisationId: seat.organisationId };
      await this.journal.recordAll(tx, [
        {
          action: 'enrolment.cancelled',
          subjectId: enrolmentId,
          actorId: actor.id,
          onBehalfOf: personId,
          reason,
          data: { ...who, from: 'enrolled', to: 'cancelled', by, late: false, replacedBy: id },
        },
        {
          action: 'enrolment.enrolled',
          subjectId: id,
          actorId: actor.id,
          onBehalfOf: successorId === actor.id ? undefined : successorId,
          data: {
            offeringId,
            personId: successorId,
            organisationId: successor.organisationId,
            from: successor.state,
            to: 'enrolled',
            replaces: enrolmentId,
          },
        },
      ]);
      // A person who was offered a seat had one already, and that comes free.
      if (successor.state === 'offered')
        await this.waitingList.moveUp(tx, offeringId, { actorId: actor.id });
      return { id, state: 'enrolled' };
    });
  }

  private async sourceOf(
    actor: Actor,
    offeringId: string,
    successorId: string,
    tx: EntityManager,
  ): Promise<Exclude<ActingAs, 'self'>> {
    if ((await this.access.coordinated(actor, [successorId], tx)).has(successorId))
      return 'coordinator';
    if ((await this.access.rightsIn(actor, offeringId, tx))?.organises) return 'organiser';
    throw new NotAllowed();
  }

  private async seatSuccessor(
    tx: EntityManager,
    { offeringId, overbooked }: Seat,
    personId: string,
    { organisationId, enrolmentId, state }: Successor,
    source: Exclude<ActingAs, 'self'>,
  ): Promise<string> {
    const now = this.clock.now();
    const waits = state === 'requested' || state === 'waitlisted' || state === 'offered';
    if (enrolmentId && waits) {
      await rows(
        tx,
        `UPDATE enrolment.enrolment
            SET state = 'enrolled', offered_until = NULL, overbooked = $2, changed_at = $3
          WHERE id = $1`,
        [enrolmentId, overbooked, now],
      );
      return enrolmentId;
    }
    const id = newId();
    await rows(
      tx,
      `INSERT INTO enrolment.enrolment (id, offering_id, person_id, organisation_id, state, source,
         queued_at, overbooked, changed_at, previous_id)
       VALUES ($1, $2, $3, $4, 'enrolled', $5, $6, $7, $6, $8)`,
      [id, offeringId, personId, organisationId, source, now, overbooked, enrolmentId],
    );
    return id;
  }

  // Looked at after the lock: the transaction that held it before may have changed the row.
  private async seat(tx: EntityManager, enrolmentId: string): Promise<Seat> {
    const [seat] = await rows<Seat>(
      tx,
      `SELECT offering_id AS "offeringId", person_id AS "personId",
              organisation_id AS "organisationId", state, overbooked
         FROM enrolment.enrolment WHERE id = $1`,
      [enrolmentId],
    );
    if (!seat) throw new NotFound();
    return seat;
  }

  private async successor(
    tx: EntityManager,
    offeringId: string,
    personId: string,
  ): Promise<Successor> {
    const [successor] = await rows<Successor>(
      tx,
      `SELECT m.organisation_id AS "organisationId", e.id AS "enrolmentId", e.state
         FROM people.person_name p
         LEFT JOIN people.job m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN LATERAL (
           SELECT id, state FROM enrolment.enrolment
            WHERE offering_id = $1 AND person_id = p.id
            ORDER BY state IN ('cancelled', 'declined'), changed_at DESC LIMIT 1) e ON true
        WHERE p.id = $2 AND p.status IN ('active', 'invited', 'guest')`,
      [offeringId, personId],
    );
    if (!successor) throw new NotFound();
    return successor;
  }
}
