import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, Journal, newId, rows, startOfDay } from '@academie/platform';

import { RegisterNotClosed } from '../attendance.errors';
import { MARK_PRECEDENCE } from '../mark/current-mark';
import type { RegisterState } from '../mark/mark-value';
import { OutcomeService } from '../outcome/outcome.service';
import { type HeldSession, SessionAccess } from './session-access';

/** Closes the register of a session, and opens it again. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly sessionAccess: SessionAccess,
    private readonly outcomes: OutcomeService,
  ) {}

  /**
   * Closes it: whoever has no mark was absent, in a mark of its own. With the last register of the
   * offering everybody gets an outcome. The number of statements does not depend on the number of
   * people. Closing twice changes nothing. Returns how many were made absent.
   * @throws NotFound, NotAllowed, SessionCancelled
   */
  close(actor: Actor, sessionId: string): Promise<number> {
    return this.change(actor, sessionId, async (tx, session) => {
      const { offeringId } = session;
      if ((await this.state(tx, sessionId)) === 'closed') return 0;
      const absent = await this.markAbsent(tx, actor, sessionId, session);
      await rows(
        tx,
        `INSERT INTO attendance.register AS r (session_id, state, closed_at, closed_by)
         VALUES ($1, 'closed', $2, $3)
         ON CONFLICT (session_id) DO UPDATE SET state = 'closed', closed_at = excluded.closed_at,
           closed_by = excluded.closed_by, version = r.version + 1`,
        [sessionId, this.clock.now(), actor.id],
      );
      if (absent > 0)
        await this.journal.record(tx, {
          action: 'marks.recorded',
          subjectId: sessionId,
          actorId: actor.id,
          data: { offeringId, count: absent },
        });
      await this.outcomes.determine(tx, actor, offeringId);
      await this.journal.record(tx, {
        action: 'register.closed',
        subjectId: sessionId,
        actorId: actor.id,
        data: { offeringId },
      });
      return absent;
    });
  }

  /**
   * Opens a closed register again. Outcomes and completions of the offering are taken back until it
   * closes again, and it no longer counts as held; the marks stay.
   * @throws NotFound, NotAllowed, SessionCancelled, RegisterNotClosed
   */
  reopen(actor: Actor, sessionId: string, reason: string): Promise<void> {
    return this.change(actor, sessionId, async (tx, { offeringId }) => {
      if ((await this.state(tx, sessionId)) !== 'closed') throw new RegisterNotClosed();
      await rows(
        tx,
        `UPDATE attendance.register SET state = 'reopened', reopen_reason = $2, version = version + 1
          WHERE session_id = $1`,
        [sessionId, reason],
      );
      await this.outcomes.revert(tx, actor, offeringId, reason);
      await this.journal.record(tx, {
        action: 'register.reopened',
        subjectId: sessionId,
        actorId: actor.id,
        reason,
        data: { offeringId },
      });
    });
  }

  // The offering first, as every command does; then the session, for which marks under way finish.
  private change<T>(
    actor: Actor,
    sessionId: string,
    work: (tx: EntityManager, session: HeldSession) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      const { offeringId } = await this.sessionAccess.get(actor, sessionId, tx);
      await lockOffering(tx, offeringId);
      const session = await this.sessionAccess.lockExclusive(tx, actor, sessionId);
      return work(tx, session);
    });
  }

  private async state(tx: EntityManager, sessionId: string): Promise<RegisterState> {
    const [register] = await rows<{ state: RegisterState }>(
      tx,
      'SELECT state FROM attendance.register WHERE session_id = $1',
      [sessionId],
    );
    return register?.state ?? 'open';
  }

  // Such a mark says nothing that anybody saw. It is dated to the first moment of the day, so that
  // what a phone noted without connection outweighs it when the register is opened again.
  private async markAbsent(
    tx: EntityManager,
    actor: Actor,
    sessionId: string,
    { offeringId, startsAt }: HeldSession,
  ): Promise<number> {
    const now = this.clock.now();
    const morning = startOfDay(dayOf(startsAt)) ?? startsAt;
    const unmarked = await rows<{ id: string; after: Date | null }>(
      tx,
      `SELECT e.id, m.occurred_at + interval '1 millisecond' AS after
         FROM enrolment.enrolment e
         LEFT JOIN LATERAL (
           SELECT m.value, m.occurred_at FROM attendance.mark m
            WHERE m.session_id = $1 AND m.enrolment_id = e.id ORDER BY ${MARK_PRECEDENCE} LIMIT 1) m ON true
        WHERE e.offering_id = $2 AND e.state = 'enrolled' AND coalesce(m.value, 'unknown') = 'unknown'`,
      [sessionId, offeringId],
    );
    if (unmarked.length === 0) return 0;
    const early = morning < now ? morning : now;
    await rows(
      tx,
      `INSERT INTO attendance.mark
         (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at, recorded_by)
       SELECT client_id, $1, enrolment_id, 'absent', 'trainer', occurred_at, $5, $6
         FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) AS t (client_id, enrolment_id, occurred_at)`,
      [
        sessionId,
        unmarked.map(() => newId()),
        unmarked.map(({ id }) => id),
        unmarked.map(({ after }) => (after && after > early ? after : early).toISOString()),
        now,
        actor.id,
      ],
    );
    return unmarked.length;
  }
}
