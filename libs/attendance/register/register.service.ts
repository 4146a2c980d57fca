import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, Journal, newId, rows, startOfDay } from '@academie/platform';

import { RegisterNotClosed, SessionNotBegun, SessionNotOver } from '../attendance.errors';
import { MARK_PRECEDENCE } from '../mark/current-mark';
import type { MarkValue, RegisterState } from '../mark/mark-value';
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
   * Closes it: everybody without a mark was absent, in a mark of its own. With the last register of the
   * offering everybody gets an outcome. The number of statements does not depend on the number of
   * people. Closing twice changes nothing. Before the end of the session it is closed only when the
   * trainer says so (`early`); outcomes then wait for the end (OutcomeService.determineDue). Returns how many
   * were made absent.
   * @throws NotFound, NotAllowed, SessionCancelled, SessionNotBegun, SessionNotOver
   */
  close(
    actor: Actor,
    sessionId: string,
    { early }: { early?: boolean | undefined } = {},
  ): Promise<number> {
    return this.change(actor, sessionId, async (tx, session) => {
      const { offeringId, startsAt, endsAt } = session;
      if ((await this.state(tx, sessionId)) === 'closed') return 0;
      const now = this.clock.now();
      if (now < startsAt) throw new SessionNotBegun();
      if (now < endsAt && !early) throw new SessionNotOver();
      const absent = await this.markAbsent(tx, actor, sessionId, session, now);
      await rows(
        tx,
        `INSERT INTO attendance.register AS r (session_id, state, closed_at, closed_by)
         VALUES ($1, 'closed', $2, $3)
         ON CONFLICT (session_id) DO UPDATE SET state = 'closed', closed_at = excluded.closed_at,
           closed_by = excluded.closed_by, version = r.version + 1`,
        [sessionId, now, actor.id],
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
   * Opens a closed register again. OutcomeService and completions of the offering are taken back until it
   * closes again, and it no longer counts as held. Marks stay, but for those of the closing itself:
   * a person who was absent only because nobody had marked them is open again.
   * @throws NotFound, NotAllowed, SessionCancelled, RegisterNotClosed
   */
  reopen(actor: Actor, sessionId: string, reason: string): Promise<void> {
    return this.change(actor, sessionId, async (tx, { offeringId }) => {
      if ((await this.state(tx, sessionId)) !== 'closed') throw new RegisterNotClosed();
      const opened = await this.openUnmarked(tx, actor, sessionId);
      await rows(
        tx,
        `UPDATE attendance.register SET state = 'reopened', reopen_reason = $2, version = version + 1
          WHERE session_id = $1`,
        [sessionId, reason],
      );
      if (opened > 0)
        await this.journal.record(tx, {
          action: 'marks.recorded',
          subjectId: sessionId,
          actorId: actor.id,
          data: { offeringId, count: opened },
        });
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
    now: Date,
  ): Promise<number> {
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
    const early = morning < now ? morning : now;
    const marks = unmarked.map(({ id, after }) => ({
      id,
      after: after && after > early ? after : early,
    }));
    await this.addMarks(tx, actor, sessionId, 'absent', marks);
    return unmarked.length;
  }

  // A closing writes its absences at its own moment, by who closed: those that still hold are taken
  // back a millisecond behind, so that anything somebody saw that day still outweighs them.
  private async openUnmarked(tx: EntityManager, actor: Actor, sessionId: string): Promise<number> {
    const unmarked = await rows<{ id: string; after: Date }>(
      tx,
      `SELECT m.enrolment_id AS id, m.occurred_at + interval '1 millisecond' AS after
         FROM attendance.register r
         CROSS JOIN LATERAL (
           SELECT DISTINCT ON (m.enrolment_id) m.* FROM attendance.mark m WHERE m.session_id = r.session_id
            ORDER BY m.enrolment_id, ${MARK_PRECEDENCE}) m
        WHERE r.session_id = $1 AND m.value = 'absent' AND m.source = 'trainer'
          AND m.recorded_by = r.closed_by
          AND m.recorded_at BETWEEN r.closed_at - interval '1 second' AND r.closed_at + interval '1 second'
          AND m.occurred_at < r.closed_at - interval '1 second'`,
      [sessionId],
    );
    await this.addMarks(tx, actor, sessionId, 'unknown', unmarked);
    return unmarked.length;
  }

  private async addMarks(
    tx: EntityManager,
    actor: Actor,
    sessionId: string,
    value: MarkValue,
    marks: readonly { id: string; after: Date }[],
  ): Promise<void> {
    if (marks.length === 0) return;
    await rows(
      tx,
      `INSERT INTO attendance.mark
         (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at, recorded_by)
       SELECT client_id, $1, enrolment_id, $7, 'trainer', occurred_at, $5, $6
         FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) AS t (client_id, enrolment_id, occurred_at)`,
      [
        sessionId,
        marks.map(() => newId()),
        marks.map(({ id }) => id),
        marks.map(({ after }) => after.toISOString()),
        this.clock.now(),
        actor.id,
        value,
      ],
    );
  }
}
