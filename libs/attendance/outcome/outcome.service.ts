import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering, OfferingService } from '@academie/catalogue';
import { type Outcome, OutcomeRecorder } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { Clock, Database, Job, rows, t } from '@academie/platform';

import { CompletionService } from './completion.service';
import { MARK_PRECEDENCE } from '../mark/current-mark';
import { type MarkValue, wasThere } from '../mark/mark-value';
import { type CompletionRule, outcomeOf } from './outcome';

interface Participant {
  enrolmentId: string;
  outcome: Outcome | null;
  values: MarkValue[];
}

interface Sessions extends CompletionRule {
  allClosed: boolean;
  /** The last session has ended. */
  over: boolean;
}

/** What comes of enrolments once every register of their offering is closed. */
@Injectable()
export class OutcomeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registerChanges: OutcomeRecorder,
    private readonly completions: CompletionService,
    private readonly offeringService: OfferingService,
  ) {}

  /**
   * Gives everybody the outcome that the marks say, once the last session has ended and the last
   * register is closed: nobody completes a course before it is over. Doing it again
   * changes only what the marks changed. The offering counts as held when anybody was there. The
   * caller holds the lock on the offering. Returns how many enrolments changed.
   */
  async determine(
    tx: EntityManager,
    actor: Actor | undefined,
    offeringId: string,
  ): Promise<number> {
    const sessions = await this.sessions(tx, offeringId);
    if (!sessions.allClosed || !sessions.over) return 0;
    const participants = await this.participants(tx, offeringId);
    const changed = participants.flatMap(({ enrolmentId, outcome, values }) => {
      const now = outcomeOf(values, sessions);
      return now && now !== outcome ? [{ enrolmentId, before: outcome, outcome: now }] : [];
    });
    await this.takeBack(
      tx,
      actor,
      changed.filter(({ before }) => before !== null).map(({ enrolmentId }) => enrolmentId),
      t('attendance.outcome.corrected'),
    );
    await this.registerChanges.finish(tx, changed, actor?.id);
    await this.completions.record(
      tx,
      changed
        .filter(({ outcome }) => outcome === 'completed')
        .map(({ enrolmentId }) => enrolmentId),
      actor?.id,
    );
    const held = participants.some(({ values }) => values.some(wasThere));
    if (held) await this.offeringService.markHeld(tx, offeringId, actor);
    else await this.offeringService.unmarkHeld(tx, offeringId, actor);
    return changed.length;
  }

  /**
   * Gives outcomes where the last session ended after its register was closed, or the one session that
   * was still open was cancelled. Every few minutes; doing it again changes nothing.
   */
  @Job('*/5 * * * *', 'attendance.outcomes-due')
  async determineDue(): Promise<void> {
    const due = await this.database.rows<{ id: string }>(
      `SELECT o.id FROM catalogue.offering o
        WHERE o.status IN ('published', 'confirmed', 'running', 'held') AND o.ends_at <= $1
          AND EXISTS (SELECT FROM enrolment.enrolment e WHERE e.offering_id = o.id AND e.state = 'enrolled')
          AND EXISTS (SELECT FROM catalogue.planned_session s WHERE s.offering_id = o.id)
          AND NOT EXISTS (
            SELECT FROM catalogue.planned_session s LEFT JOIN attendance.register r ON r.session_id = s.id
             WHERE s.offering_id = o.id AND r.state IS DISTINCT FROM 'closed')
        ORDER BY o.ends_at, o.id`,
      [this.clock.now()],
    );
    for (const { id } of due)
      await this.database.transaction(async (tx) => {
        await lockOffering(tx, id);
        await this.determine(tx, undefined, id);
      });
  }

  /**
   * Takes all outcomes back, because a register is open again. The caller holds the lock on the
   * offering.
   */
  async revert(tx: EntityManager, actor: Actor, offeringId: string, reason: string): Promise<void> {
    const finished = await rows<{ id: string }>(
      tx,
      `SELECT id FROM enrolment.enrolment
        WHERE offering_id = $1 AND state = 'finished' AND outcome <> 'waived'`,
      [offeringId],
    );
    await this.takeBack(
      tx,
      actor,
      finished.map(({ id }) => id),
      reason,
    );
    await this.offeringService.unmarkHeld(tx, offeringId, actor);
  }

  private async takeBack(
    tx: EntityManager,
    actor: Actor | undefined,
    enrolmentIds: readonly string[],
    reason: string,
  ): Promise<void> {
    if (enrolmentIds.length === 0) return;
    await this.completions.revoke(tx, enrolmentIds, actor?.id, reason);
    await this.registerChanges.unfinish(tx, enrolmentIds, reason, actor?.id);
  }

  private async sessions(tx: EntityManager, offeringId: string): Promise<Sessions> {
    const [found] = await rows<Sessions>(
      tx,
      `SELECT coalesce(bool_and(r.state = 'closed' AND r.session_id IS NOT NULL), false) AS "allClosed",
              coalesce(max(s.ends_at) <= $2, false) AS over,
              c.min_attendance_percent AS "minAttendancePercent", c.partial_counts AS "partialCounts"
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
         LEFT JOIN catalogue.planned_session s ON s.offering_id = o.id
         LEFT JOIN attendance.register r ON r.session_id = s.id
        WHERE o.id = $1 GROUP BY c.id`,
      [offeringId, this.clock.now()],
    );
    if (!found) throw new Error('the offering that was locked is gone');
    return found;
  }

  // A session without a mark is there too, as unknown: the person who came in later missed it.
  private participants(tx: EntityManager, offeringId: string): Promise<Participant[]> {
    return rows<Participant>(
      tx,
      `WITH held AS (
         SELECT id FROM catalogue.planned_session WHERE offering_id = $1
       ), current AS (
         SELECT DISTINCT ON (m.session_id, m.enrolment_id) m.session_id, m.enrolment_id, m.value
           FROM attendance.mark m JOIN held ON held.id = m.session_id
          ORDER BY m.session_id, m.enrolment_id, ${MARK_PRECEDENCE}
       )
       SELECT e.id AS "enrolmentId", e.outcome, array_agg(coalesce(c.value, 'unknown')) AS values
         FROM enrolment.enrolment e CROSS JOIN held
         LEFT JOIN current c ON c.session_id = held.id AND c.enrolment_id = e.id
        WHERE e.offering_id = $1
          AND (e.state = 'enrolled' OR e.state = 'finished' AND e.outcome <> 'waived')
        GROUP BY e.id`,
      [offeringId],
    );
  }
}
