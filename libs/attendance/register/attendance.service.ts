import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, Journal, rows } from '@academie/platform';

import type { MarkRefusal } from '../attendance.errors';
import { type DatedMark, correctDeviceClock } from '../mark/device-clock';
import type { NewMark } from '../mark/new-mark';
import { ARRIVAL_SOURCES, doorsOpenAt, EARLY_VALUES } from '../mark/session-begin';
import { OutcomeService } from '../outcome/outcome.service';
import { type HeldSession, SessionAccess } from './session-access';

/** What became of a mark, in the order in which they were sent. */
export type MarkResult =
  | {
      result: 'recorded';
      /** When it was seen by our clock, if that of the device was off. */
      datedAt?: Date;
    }
  | { result: 'repeated' }
  | { result: 'rejected'; code: MarkRefusal };

/** What comes with marks. */
export interface Sending {
  /** Why an organiser corrects; goes to the journal. */
  reason?: string | undefined;
  /** What time the device thought it was when it sent them. */
  deviceTime?: Date | undefined;
}

interface Judged {
  verdict: MarkRefusal | 'recorded' | 'repeated';
  closed: boolean;
}

const DAY = 86_400_000;

@Injectable()
export class AttendanceService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly sessionAccess: SessionAccess,
    private readonly outcomes: OutcomeService,
  ) {}

  /**
   * Takes in marks, however many, in one statement. Each is judged by itself: the good ones are kept
   * and the others answered with the reason. Before the session begins only excuses are. A correction by an organiser is taken on a closed
   * register too, and what came of that person is worked out again; its reason goes to the journal.
   * @throws NotFound, NotAllowed, SessionCancelled
   */
  record(
    actor: Actor,
    sessionId: string,
    marks: readonly NewMark[],
    sending: Sending = {},
  ): Promise<MarkResult[]> {
    return this.database.transaction(async (tx) => {
      const corrects = marks.some(({ source }) => source === 'correction');
      // What a correction changes is the offering's; its lock comes before that of the session.
      if (corrects) await this.lockOfferingOf(tx, actor, sessionId);
      return this.recordIn(tx, actor, sessionId, marks, sending);
    });
  }

  /** As `record`, inside the caller's transaction. */
  async recordIn(
    tx: EntityManager,
    actor: Actor,
    sessionId: string,
    marks: readonly NewMark[],
    { reason, deviceTime }: Sending = {},
  ): Promise<MarkResult[]> {
    const session = await this.sessionAccess.lockShared(tx, actor, sessionId);
    const { offeringId } = session;
    const dated = correctDeviceClock(marks, this.clock.now(), deviceTime);
    const judged = await this.insert(tx, actor, sessionId, session, dated);
    const count = judged.filter(({ verdict }) => verdict === 'recorded').length;
    if (count > 0)
      await this.journal.record(tx, {
        action: 'marks.recorded',
        subjectId: sessionId,
        actorId: actor.id,
        reason,
        data: { offeringId, count },
      });
    if (count > 0 && judged.some(({ closed }) => closed))
      await this.settleAgain(tx, actor, sessionId, offeringId);
    return judged.map(({ verdict }, place) => resultOf(verdict, dated[place]));
  }

  // Runs after the session is held, in a statement of its own: it sees what the last closing wrote.
  private insert(
    tx: EntityManager,
    actor: Actor,
    sessionId: string,
    { offeringId, organises, startsAt }: Pick<HeldSession, 'offeringId' | 'organises' | 'startsAt'>,
    marks: readonly DatedMark[],
  ): Promise<Judged[]> {
    const now = this.clock.now();
    const doorsOpen = doorsOpenAt(startsAt);
    return rows<Judged>(
      tx,
      `WITH sent AS (
         SELECT t.*, row_number() OVER (PARTITION BY client_id ORDER BY occurred_at, place) AS turn
           FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::integer[], $6::text[], $7::timestamptz[],
                $13::integer[])
                WITH ORDINALITY AS t (client_id, enrolment_id, value, minutes, source, occurred_at,
                  clock_off_seconds, place)
       ), register AS (
         SELECT EXISTS (SELECT FROM attendance.register WHERE session_id = $1 AND state = 'closed') AS closed
       ), judged AS (
         SELECT sent.*, register.closed, CASE
             WHEN earlier.id IS NOT NULL THEN
               CASE WHEN earlier.session_id = $1 AND earlier.enrolment_id = sent.enrolment_id
                 THEN 'repeated' ELSE 'attendance.client-id-taken' END
             WHEN e.id IS NULL THEN 'attendance.unknown-enrolment'
             WHEN e.offering_id <> $8 THEN 'attendance.enrolled-elsewhere'
             WHEN sent.occurred_at > $9 THEN 'attendance.clock-ahead'
             WHEN sent.value <> ALL ($14::text[]) AND ($11 < CASE WHEN sent.source = ANY ($15::text[])
                    THEN $16::timestamptz ELSE $17::timestamptz END OR sent.occurred_at < $16)
               THEN 'attendance.not-begun'
             WHEN sent.source = 'correction' AND NOT $10 THEN 'attendance.correction-not-allowed'
             WHEN register.closed AND sent.source <> 'correction' THEN 'attendance.register-closed'
             WHEN e.state NOT IN ('enrolled', 'finished') THEN 'attendance.not-enrolled'
           END AS refusal
           FROM sent CROSS JOIN register
           -- One by one: joined plainly, PostgreSQL reads both tables whole while they are of middling
           -- size (18 of 27 ms for 200 marks among 16,000).
           LEFT JOIN LATERAL (
             SELECT * FROM enrolment.enrolment WHERE id = sent.enrolment_id LIMIT 1) e ON true
           LEFT JOIN LATERAL (
             SELECT * FROM attendance.mark WHERE client_id = sent.client_id LIMIT 1) earlier ON true
       ), added AS (
         INSERT INTO attendance.mark
           (client_id, session_id, enrolment_id, value, minutes, source, occurred_at, clock_off_seconds,
            recorded_at, recorded_by)
         SELECT client_id, $1, enrolment_id, value, minutes, source, occurred_at, clock_off_seconds, $11, $12
           FROM judged WHERE refusal IS NULL ORDER BY occurred_at, place
         ON CONFLICT (client_id) DO NOTHING RETURNING client_id
       )
       SELECT closed, coalesce(refusal, CASE WHEN added.client_id IS NOT NULL AND turn = 1
                THEN 'recorded' ELSE 'repeated' END) AS verdict
         FROM judged LEFT JOIN added ON added.client_id = judged.client_id
        ORDER BY place`,
      [
        sessionId,
        marks.map(({ clientId }) => clientId),
        marks.map(({ enrolmentId }) => enrolmentId),
        marks.map(({ value }) => value),
        marks.map(({ minutes }) => minutes ?? null),
        marks.map(({ source }) => source),
        marks.map(({ occurredAt }) => occurredAt.toISOString()),
        offeringId,
        new Date(now.getTime() + DAY),
        organises,
        now,
        actor.id,
        marks.map(({ clockOffSeconds }) => clockOffSeconds),
        EARLY_VALUES,
        ARRIVAL_SOURCES,
        doorsOpen,
        startsAt,
      ],
    );
  }

  private async lockOfferingOf(tx: EntityManager, actor: Actor, sessionId: string): Promise<void> {
    const { offeringId } = await this.sessionAccess.get(actor, sessionId, tx);
    await lockOffering(tx, offeringId);
  }

  private async settleAgain(
    tx: EntityManager,
    actor: Actor,
    sessionId: string,
    offeringId: string,
  ): Promise<void> {
    await rows(tx, 'UPDATE attendance.register SET version = version + 1 WHERE session_id = $1', [
      sessionId,
    ]);
    await this.outcomes.determine(tx, actor, offeringId);
    await this.journal.record(tx, {
      action: 'register.corrected',
      subjectId: sessionId,
      actorId: actor.id,
      data: { offeringId },
    });
  }
}

function resultOf(verdict: Judged['verdict'], mark: DatedMark | undefined): MarkResult {
  if (verdict === 'repeated') return { result: verdict };
  if (verdict !== 'recorded') return { result: 'rejected', code: verdict };
  return mark?.clockOffSeconds
    ? { result: verdict, datedAt: mark.occurredAt }
    : { result: verdict };
}
