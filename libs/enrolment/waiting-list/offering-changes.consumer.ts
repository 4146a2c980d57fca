import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import {
  Clock,
  Database,
  Job,
  Journal,
  type JournalEvent,
  OnJournal,
  rows,
} from '@academie/platform';

import { WaitingList } from './waiting-list';

interface Ended {
  id: string;
  personId: string;
  organisationId: string | null;
  from: string;
}

/** What enrolment does when an offering changes: cancelled, made larger, or begun. */
@Injectable()
export class OfferingChanges {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly waitingList: WaitingList,
  ) {}

  @OnJournal('enrolment.offerings', 'offering.cancelled', 'offering.changed', 'offering.published')
  async handle(tx: EntityManager, event: JournalEvent): Promise<void> {
    const cause = { actorId: event.actorId ?? undefined };
    if (event.action === 'offering.cancelled')
      await this.endAll(tx, event.subjectId, { ...cause, reason: event.reason ?? undefined });
    else await this.waitingList.moveUp(tx, event.subjectId, cause);
  }

  /** Ends the lists of all offerings that have begun. One transaction each. */
  @Job('* * * * *', 'enrolment.end-waiting-lists')
  async lapseStarted(): Promise<number> {
    const begun = await this.database.rows<{ id: string }>(
      `SELECT o.id FROM catalogue.offering o
        WHERE o.starts_at <= $1 AND o.status NOT IN ('concept', 'cancelled')
          AND EXISTS (SELECT 1 FROM enrolment.enrolment e
                       WHERE e.offering_id = o.id AND e.state IN ('requested', 'waitlisted', 'offered'))
        ORDER BY o.id`,
      [this.clock.now()],
    );
    let lapsed = 0;
    for (const { id } of begun)
      lapsed += await this.database.transaction((tx) => this.waitingList.lapse(tx, id));
    return lapsed;
  }

  // Everybody in one transaction: nobody reads that the offering is off while another still has a seat.
  private async endAll(
    tx: EntityManager,
    offeringId: string,
    cause: { actorId?: string | undefined; reason?: string | undefined },
  ): Promise<void> {
    await lockOffering(tx, offeringId);
    const ended = await rows<Ended>(
      tx,
      `WITH live AS (
         SELECT id, state FROM enrolment.enrolment
          WHERE offering_id = $1 AND state IN ('requested', 'waitlisted', 'offered', 'enrolled')
       )
       UPDATE enrolment.enrolment e
          SET state = 'cancelled', cancelled_by = 'offering', offered_until = NULL, changed_at = $2
         FROM live WHERE e.id = live.id
       RETURNING e.id, e.person_id AS "personId", e.organisation_id AS "organisationId",
                 live.state AS "from"`,
      [offeringId, this.clock.now()],
    );
    await this.journal.recordAll(
      tx,
      ended.map(({ id, ...who }) => ({
        action: 'enrolment.cancelled',
        subjectId: id,
        ...cause,
        data: { offeringId, ...who, to: 'cancelled', by: 'offering' },
      })),
    );
  }
}
