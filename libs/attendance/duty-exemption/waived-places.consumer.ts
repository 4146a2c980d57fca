import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { OutcomeRecorder } from '@academie/enrolment';
import { Clock, type JournalEvent, OnJournal, rows } from '@academie/platform';

/** What becomes of places of somebody for whom earlier learning counts. */
@Injectable()
export class WaivedPlaces {
  constructor(
    private readonly outcomes: OutcomeRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * An e-learning, or a course that has begun, ends as waived. A place in what is still to come stays: giving it
   * up is for its holder, and makes the seat free for others.
   */
  @OnJournal('attendance.waived-places', 'duty.learned-elsewhere')
  async finish(tx: EntityManager, { actorId, data }: JournalEvent): Promise<void> {
    const places = await rows<{ id: string; offeringId: string }>(
      tx,
      `SELECT p.id, p.offering_id AS "offeringId" FROM enrolment.held_place p
         JOIN catalogue.coming_offering o ON o.id = p.offering_id
        WHERE p.person_id = $1 AND o.course_id = $2 AND p.state = 'enrolled'
          AND (o.is_self_paced OR o.starts_at <= $3)
        ORDER BY p.offering_id`,
      [data.personId, data.courseId, this.clock.now()],
    );
    for (const { id, offeringId } of places) {
      await lockOffering(tx, offeringId);
      await this.outcomes.finish(
        tx,
        [{ enrolmentId: id, outcome: 'waived' }],
        actorId ?? undefined,
      );
    }
  }
}
