import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { OutcomeRecorder } from '@academie/enrolment';
import { Database, type JournalEvent, OnJournal } from '@academie/platform';

import { CompletionService } from './completion.service';

/** What comes of an e-learning that somebody finished in the academie. */
@Injectable()
export class FinishedLearningConsumer {
  constructor(
    private readonly database: Database,
    private readonly outcomes: OutcomeRecorder,
    private readonly completions: CompletionService,
  ) {}

  /**
   * Ends the enrolment as completed, when it was that somebody learned. Where people meet as well, the
   * register decides; and who gave up the place meanwhile completes nothing. Doing it again changes nothing.
   */
  @OnJournal('attendance.finished-learning', 'learning.finished')
  async complete(
    tx: EntityManager,
    { subjectId: enrolmentId, actorId, data }: JournalEvent,
  ): Promise<void> {
    const place = await this.database.first<{ offeringId: string }>(
      `SELECT p.offering_id AS "offeringId" FROM enrolment.held_place p
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
        WHERE p.id = $1 AND o.is_self_paced`,
      [enrolmentId],
      tx,
    );
    if (!place) return;
    await lockOffering(tx, place.offeringId);
    const by = actorId ?? undefined;
    const changed = await this.outcomes.finish(tx, [{ enrolmentId, outcome: 'completed' }], by);
    await this.completions.record(tx, changed, by, new Date(String(data.finishedAt)));
  }
}
