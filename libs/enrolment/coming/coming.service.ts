import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor } from '@academie/people';
import {
  Clock,
  Database,
  Journal,
  type JournalEvent,
  NotFound,
  OnJournal,
  rows,
} from '@academie/platform';

import { NotLive, OfferingStarted } from '../place/enrolment.errors';
import type { EnrolmentState } from '../place/enrolment-state';
import { OfferingSessionsQueries } from '../place/offering-sessions.queries';

interface Held {
  personId: string;
  offeringId: string;
  organisationId: string | null;
  state: EnrolmentState;
  comingAt: Date | null;
}

/** Saying that one comes: somebody with a seat tells it, and the trainer sees it in the register. */
@Injectable()
export class ComingService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly sessions: OfferingSessionsQueries,
  ) {}

  /**
   * Says that the actor comes. Doing it twice changes nothing.
   * @throws NotFound when it is somebody else's, NotLive without a seat, OfferingStarted
   */
  say(actor: Actor, enrolmentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [held] = await rows<Held>(
        tx,
        `SELECT e.person_id AS "personId", e.offering_id AS "offeringId",
                e.organisation_id AS "organisationId", e.state, e.coming_at AS "comingAt"
           FROM enrolment.enrolment e WHERE e.id = $1 FOR NO KEY UPDATE`,
        [enrolmentId],
      );
      if (held?.personId !== actor.id) throw new NotFound();
      if (held.state !== 'enrolled') throw new NotLive();
      const now = this.clock.now();
      const [first] = await this.sessions.ofOfferings([held.offeringId], tx);
      if (first && first.startsAt <= now) throw new OfferingStarted();
      if (held.comingAt) return;
      await rows(tx, 'UPDATE enrolment.enrolment SET coming_at = $2 WHERE id = $1', [
        enrolmentId,
        now,
      ]);
      const { offeringId, personId, organisationId } = held;
      await this.journal.record(tx, {
        action: 'enrolment.coming',
        subjectId: enrolmentId,
        actorId: actor.id,
        data: { offeringId, personId, organisationId },
      });
    });
  }

  /** Who said to come on another day, or at another place, has not said so of this one. */
  @OnJournal('enrolment.coming', 'session.moved')
  async forget(tx: EntityManager, event: JournalEvent<'session.moved'>): Promise<void> {
    await rows(
      tx,
      `UPDATE enrolment.enrolment SET coming_at = NULL
        WHERE offering_id = $1 AND state = 'enrolled' AND coming_at < $2`,
      [event.data.offeringId, event.recordedAt],
    );
  }
}
