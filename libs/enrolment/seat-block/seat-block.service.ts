import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Job, Journal, newId, NotFound, rows } from '@academie/platform';

import * as refusals from './seat-block.errors';
import { BlockMails } from './seat-block.mails';
import { EnrolmentAccess } from '../place/enrolment-access';
import { requireNotClosed } from '../place/enrolment-conditions';
import { WaitingList } from '../waiting-list/waiting-list';

/** For whom seats are held, how many, and until when. */
export interface NewBlock {
  organisationId: string;
  seats: number;
  releaseAt: Date;
}

interface HeldBlock {
  offeringId: string;
  organisationId: string;
  seats: number;
  claimed: number;
}

/** Holds seats for an organisation and lets go of them in time. Taking one is in block-claims.ts. */
@Injectable()
export class BlockService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly waitingList: WaitingList,
    private readonly mails: BlockMails,
  ) {}

  /**
   * Holds free seats; they count as taken from now on. Tells who coordinates the organisation, with
   * the link for colleagues. Returns the id.
   * @throws NotFound, NotAllowed unless the actor organises it, OfferingCancelled, NotPublished,
   *   OfferingStarted, EnrolmentClosed, OthersWait, NotEnoughSeats, AlreadyHeld, ReleaseOutside
   */
  hold(actor: Actor, offeringId: string, block: NewBlock): Promise<string> {
    return this.database.transaction(async (tx) => {
      const reach = await this.access.rightsIn(actor, offeringId, tx);
      if (!reach) throw new NotFound();
      if (!reach.organises) throw new NotAllowed();
      const offering = await lockOffering(tx, offeringId);
      const now = this.clock.now();
      requireNotClosed(offering, now);
      if (block.releaseAt <= now || (offering.startsAt && block.releaseAt > offering.startsAt))
        throw new refusals.ReleaseOutside();
      if (offering.waitingCount > 0) throw new refusals.OthersWait();
      if (offering.capacity - offering.seatsTaken < block.seats)
        throw new refusals.NotEnoughSeats();

      const id = newId();
      const token = randomBytes(18).toString('base64url');
      const made = await rows(
        tx,
        `INSERT INTO enrolment.seat_block
           (id, offering_id, organisation_id, seats, release_at, token, created_at, created_by)
         SELECT $1, $2, g.id, $4, $5, $6, $7, $8 FROM people.known_organisation g
          WHERE g.id = $3 AND g.valid_to IS NULL
         ON CONFLICT (offering_id, organisation_id) WHERE released_at IS NULL DO NOTHING RETURNING id`,
        [
          ...[id, offeringId, block.organisationId, block.seats, block.releaseAt, token],
          ...[now, actor.id],
        ],
      );
      if (made.length === 0) throw new refusals.AlreadyHeld();
      await this.journal.record(tx, {
        action: 'seats.held',
        subjectId: id,
        actorId: actor.id,
        data: { offeringId, organisationId: block.organisationId, seats: block.seats },
      });
      await this.mails.held(tx, id);
      return id;
    });
  }

  /**
   * Lets go of what nobody took, for the person who waits longest. Doing it twice changes nothing.
   * @throws NotFound, NotAllowed unless the actor organises it
   */
  release(actor: Actor, blockId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [known] = await rows<{ offeringId: string }>(
        tx,
        'SELECT offering_id AS "offeringId" FROM enrolment.seat_block WHERE id = $1',
        [blockId],
      );
      if (!known) throw new NotFound();
      if (!(await this.access.rightsIn(actor, known.offeringId, tx))?.organises)
        throw new NotAllowed();
      await this.letGo(tx, blockId, known.offeringId, actor.id);
    });
  }

  /** Lets go of all whose time has come. Returns how many. */
  @Job('*/5 * * * *', 'enrolment.release-seats')
  async releaseDue(): Promise<number> {
    const due = await this.database.rows<{ id: string; offeringId: string }>(
      `SELECT b.id, b.offering_id AS "offeringId" FROM enrolment.seat_block b
         JOIN catalogue.offering o ON o.id = b.offering_id
        WHERE b.released_at IS NULL
          AND (b.release_at <= $1 OR o.starts_at <= $1 OR o.status IN ('held', 'cancelled', 'inactive'))
        ORDER BY b.release_at, b.id`,
      [this.clock.now()],
    );
    for (const { id, offeringId } of due)
      await this.database.transaction((tx) => this.letGo(tx, id, offeringId));
    return due.length;
  }

  // The lock on the offering comes first, as in every command that takes or frees a seat.
  private async letGo(
    tx: EntityManager,
    blockId: string,
    offeringId: string,
    actorId?: string,
  ): Promise<void> {
    await lockOffering(tx, offeringId);
    const [block] = await rows<HeldBlock>(
      tx,
      `UPDATE enrolment.seat_block SET released_at = $2 WHERE id = $1 AND released_at IS NULL
       RETURNING offering_id AS "offeringId", organisation_id AS "organisationId", seats, claimed`,
      [blockId, this.clock.now()],
    );
    if (!block) return;
    await this.journal.record(tx, {
      action: 'seats.released',
      subjectId: blockId,
      actorId,
      data: { ...block },
    });
    await this.waitingList.moveUp(tx, offeringId, { actorId });
  }
}
