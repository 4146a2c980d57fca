import { Injectable } from '@nestjs/common';

import { lockOffering } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import { Clock, Database, Job, Journal, NotFound, rows } from '@academie/platform';

import { requireAdmitted } from '../admission/admitted';
import { NotLive, OfferingStarted } from './enrolment.errors';
import { EnrolmentService, type EnrolmentStatus } from './enrolment.service';
import type { EnrolmentState } from './enrolment-state';
import { hasStarted } from '../waiting-list/enrolment-window';
import { WaitingList } from '../waiting-list/waiting-list';

interface Offered {
  offeringId: string;
  personId: string;
  organisationId: string | null;
  state: EnrolmentState;
  offeredUntil: Date | null;
}

/** A seat held for somebody until a moment: taken by saying yes, else for the next in line. */
@Injectable()
export class OfferService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly waitingList: WaitingList,
    private readonly enrolments: EnrolmentService,
  ) {}

  /**
   * Takes the seat that is held for the actor. Doing it twice changes nothing.
   * @throws NotFound when it is somebody else's, NotLive when the offer is gone, OfferingStarted, NotAdmitted for who
   *   no longer belongs to those it is for
   */
  accept(actor: Actor, enrolmentId: string): Promise<EnrolmentStatus> {
    return this.database.transaction(async (tx) => {
      const offer = await this.locked(tx, enrolmentId);
      if (offer?.row.personId !== actor.id) throw new NotFound();
      const { row, offering } = offer;
      const now = this.clock.now();
      if (row.state === 'enrolled') return { id: enrolmentId, state: row.state };
      if (row.state !== 'offered' || !row.offeredUntil || row.offeredUntil <= now)
        throw new NotLive();
      if (hasStarted(offering, now)) throw new OfferingStarted();
      if (offering.admission !== 'open') await requireAdmitted(tx, row.offeringId, actor.id, now);
      await rows(
        tx,
        `UPDATE enrolment.enrolment SET state = 'enrolled', offered_until = NULL, changed_at = $2
          WHERE id = $1`,
        [enrolmentId, now],
      );
      const { offeringId, personId, organisationId } = row;
      await this.journal.record(tx, {
        action: 'enrolment.enrolled',
        subjectId: enrolmentId,
        actorId: actor.id,
        data: { offeringId, personId, organisationId, from: 'offered', to: 'enrolled' },
      });
      return { id: enrolmentId, state: 'enrolled' };
    });
  }

  /**
   * Leaves the seat that is held for the actor to the next in line, in the same transaction. Answers
   * nothing when the enrolment is somebody else's.
   * @throws NotLive when there is no offer (any more), OfferingStarted
   */
  async refuse(
    actor: Actor,
    enrolmentId: string,
    reason?: string,
  ): Promise<EnrolmentStatus | undefined> {
    const own = await this.database.first<{ state: EnrolmentState }>(
      'SELECT state FROM enrolment.enrolment WHERE id = $1 AND person_id = $2',
      [enrolmentId, actor.id],
    );
    if (!own) return undefined;
    if (own.state !== 'offered' && own.state !== 'cancelled') throw new NotLive();
    return this.enrolments.cancel(actor, enrolmentId, reason);
  }

  /** Gives seats nobody said yes to in time to the next in line. Returns how many. */
  @Job('* * * * *', 'enrolment.lapse-offers')
  async lapseExpired(): Promise<number> {
    const expired = await this.database.rows<{ id: string }>(
      `SELECT id FROM enrolment.enrolment WHERE state = 'offered' AND offered_until <= $1
        ORDER BY offered_until, queued_at, id`,
      [this.clock.now()],
    );
    for (const { id } of expired) await this.lapse(id);
    return expired.length;
  }

  private lapse(enrolmentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const offer = await this.locked(tx, enrolmentId);
      const now = this.clock.now();
      if (!offer?.row.offeredUntil || offer.row.offeredUntil > now) return;
      await rows(
        tx,
        `UPDATE enrolment.enrolment
            SET state = 'cancelled', cancelled_by = 'lapse', offered_until = NULL, changed_at = $2
          WHERE id = $1`,
        [enrolmentId, now],
      );
      const { offeringId, personId, organisationId } = offer.row;
      await this.journal.record(tx, {
        action: 'enrolment.cancelled',
        subjectId: enrolmentId,
        data: {
          offeringId,
          personId,
          organisationId,
          from: 'offered',
          to: 'cancelled',
          by: 'lapse',
          because: 'offer-expired',
        },
      });
      await this.waitingList.moveUp(tx, offeringId);
    });
  }

  // Read after the lock: the transaction that held it before may have changed the row.
  private async locked(tx: Parameters<typeof lockOffering>[0], enrolmentId: string) {
    const [known] = await rows<{ offeringId: string }>(
      tx,
      'SELECT offering_id AS "offeringId" FROM enrolment.enrolment WHERE id = $1',
      [enrolmentId],
    );
    if (!known) return undefined;
    const offering = await lockOffering(tx, known.offeringId);
    const [row] = await rows<Offered>(
      tx,
      `SELECT offering_id AS "offeringId", person_id AS "personId",
              organisation_id AS "organisationId", state, offered_until AS "offeredUntil"
         FROM enrolment.enrolment WHERE id = $1`,
      [enrolmentId],
    );
    return row && { row, offering };
  }
}
