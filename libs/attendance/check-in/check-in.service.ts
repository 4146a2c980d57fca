import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { CheckIn } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { RegisterClosed, SessionCancelled } from '../attendance.errors';
import { arrivalAt } from './arrival';
import { AttendanceQueries } from '../register/attendance.queries';
import { AttendanceService } from '../register/attendance.service';
import {
  CheckInNotNow,
  CheckInOff,
  CodeExpired,
  NotOnTheList,
  UnknownTicket,
} from './check-in.errors';
import {
  checkInId,
  isOnScreen,
  provesScan,
  readScreenToken,
  readTicketCode,
  scanProof,
  screenToken,
  STEP_SECONDS,
  stepsOnScreen,
  ticketCode,
} from './check-in-code';
import { CheckInKeys } from './check-in-keys';
import { plainWords, roomWords } from './room-words';
import { doorsOpenAt } from '../mark/session-begin';
import type { MarkValue, RegisterState } from '../mark/mark-value';
import { SessionAccess } from '../register/session-access';

/** A session as the person who checks in sees it. */
export interface CheckInSession {
  id: string;
  courseTitle: string;
  startsAt: Date;
  endsAt: Date;
  checkIn: CheckIn[];
  cancelled: boolean;
  state: RegisterState;
}

/** Somebody who was scanned, and what holds of that person now. */
export interface Scanned {
  enrolmentId: string;
  name: string;
  value: MarkValue;
  /** The ticket was scanned before. */
  again: boolean;
  /** How many minutes late, when this scan recorded that. */
  late?: number | undefined;
}

/** Checking in besides being marked by the trainer, who always has the last word. */
@Injectable()
export class CheckInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly keys: CheckInKeys,
    private readonly sessionAccess: SessionAccess,
    private readonly queries: AttendanceQueries,
    private readonly attendance: AttendanceService,
  ) {}

  /**
   * The code for the screen, the same in words, and the moment from which there is another one.
   * @throws NotFound, NotAllowed, CheckInOff, CheckInNotNow, RegisterClosed, SessionCancelled
   */
  async screen(
    actor: Actor,
    sessionId: string,
  ): Promise<{ token: string; words: string; until: Date }> {
    const head = await this.sessionAccess.get(actor, sessionId);
    const now = this.clock.now();
    mustBeOpen(head, 'self', now);
    const secret = await this.keys.secret();
    const step = Math.floor(now.getTime() / (STEP_SECONDS * 1000));
    return {
      token: screenToken(secret, sessionId, now),
      words: roomWords(secret, sessionId, step),
      until: new Date((step + 1) * STEP_SECONDS * 1000),
    };
  }

  /**
   * What somebody scanned. The browser that has the code while it is on the screen gets a proof of that
   * to keep while signing in; with the proof the code holds a minute.
   * @throws CodeExpired
   */
  async scanned(
    token: string,
    proof: string | undefined,
  ): Promise<{ session: CheckInSession; proof: string }> {
    const secret = await this.keys.secret();
    const now = this.clock.now();
    const code = readScreenToken(secret, token);
    if (!code) throw new CodeExpired();
    const proven = provesScan(secret, proof, token, now);
    if (!proven && !isOnScreen(code, now)) throw new CodeExpired();
    const session = await this.session(code.sessionId);
    if (!session) throw new CodeExpired();
    return { session, proof: proven && proof ? proof : scanProof(secret, token, now) };
  }

  /**
   * Checks the reader in at the session of the code, and nobody else anywhere else. Twice changes
   * nothing; what the trainer says stands above it.
   * @throws CodeExpired, CheckInOff, CheckInNotNow, NotOnTheList, RegisterClosed, SessionCancelled
   */
  async checkIn(actor: Actor, token: string, proof: string | undefined): Promise<CheckInSession> {
    const { session } = await this.scanned(token, proof);
    await this.arrive(actor, session);
    return session;
  }

  /**
   * Checks the reader in by the words on the screen of one of the reader's own sessions.
   * @throws CodeExpired, CheckInOff, CheckInNotNow, RegisterClosed, SessionCancelled
   */
  async checkInByWords(actor: Actor, typed: string): Promise<CheckInSession> {
    const now = this.clock.now();
    const secret = await this.keys.secret();
    const own = await this.database.rows<{ id: string }>(
      `SELECT s.id FROM enrolment.enrolment e JOIN catalogue.planned_session s ON s.offering_id = e.offering_id
        WHERE e.person_id = $1 AND e.state = 'enrolled'
          AND s.starts_at < $2::timestamptz + interval '1 day' AND s.ends_at > $2::timestamptz - interval '1 day'`,
      [actor.id, now],
    );
    const words = plainWords(typed);
    const found = own.find(({ id }) =>
      stepsOnScreen(now).some((step) => roomWords(secret, id, step) === words),
    );
    const session = found && (await this.session(found.id));
    if (!session) throw new CodeExpired();
    await this.arrive(actor, session);
    return session;
  }

  private arrive(actor: Actor, session: CheckInSession): Promise<void> {
    return this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT 1 FROM catalogue.session WHERE id = $1 FOR SHARE', [session.id]);
      const now = this.clock.now();
      mustBeOpen((await this.session(session.id, tx)) ?? session, 'self', now);
      const [enrolment] = await rows<{ id: string; offeringId: string }>(
        tx,
        `SELECT e.id, e.offering_id AS "offeringId" FROM enrolment.enrolment e
           JOIN catalogue.session s ON s.offering_id = e.offering_id
          WHERE s.id = $1 AND e.person_id = $2 AND e.state = 'enrolled'`,
        [session.id, actor.id],
      );
      if (!enrolment) throw new NotOnTheList();
      const { value, minutes } = arrivalAt(session, now);
      const added = await rows(
        tx,
        `INSERT INTO attendance.mark
           (client_id, session_id, enrolment_id, value, minutes, source, occurred_at, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $6, $7, 'self_qr', $4, $4, $5)
         ON CONFLICT (client_id) DO NOTHING RETURNING id`,
        [
          checkInId('self', session.id, enrolment.id),
          session.id,
          enrolment.id,
          now,
          actor.id,
          value,
          minutes,
        ],
      );
      if (added.length === 0) return;
      await this.journal.record(tx, {
        action: 'marks.recorded',
        subjectId: session.id,
        actorId: actor.id,
        data: { offeringId: enrolment.offeringId, count: 1 },
      });
    });
  }

  /** The code on somebody's own ticket. @throws NotFound, CheckInOff */
  async ticket(actor: Actor, enrolmentId: string): Promise<{ code: string; courseTitle: string }> {
    const found = await this.database.first<{ courseTitle: string; checkIn: CheckIn[] }>(
      `SELECT c.title AS "courseTitle", o.check_in AS "checkIn" FROM enrolment.enrolment e
         JOIN catalogue.offering o ON o.id = e.offering_id JOIN catalogue.course c ON c.id = o.course_id
        WHERE e.id = $1 AND e.person_id = $2 AND e.state = 'enrolled'`,
      [enrolmentId, actor.id],
    );
    if (!found) throw new NotFound();
    if (!found.checkIn.includes('ticket')) throw new CheckInOff();
    const { courseTitle } = found;
    return { code: ticketCode(await this.keys.secret(), enrolmentId), courseTitle };
  }

  /**
   * The trainer scanned a ticket, or typed its code: that person is present, unless the trainer said
   * otherwise.
   * @throws NotFound, NotAllowed, CheckInOff, CheckInNotNow, UnknownTicket, RegisterClosed,
   *   SessionCancelled
   */
  async scan(actor: Actor, sessionId: string, text: string): Promise<Scanned> {
    const head = await this.sessionAccess.get(actor, sessionId);
    const now = this.clock.now();
    mustBeOpen(head, 'ticket', now);
    const enrolmentId = await this.enrolmentOf(head.offeringId, text);
    const clientId = checkInId('ticket', sessionId, enrolmentId);
    const { value, minutes, late } = arrivalAt(head, now);
    const mark = {
      clientId,
      enrolmentId,
      value,
      minutes: minutes ?? undefined,
      source: 'scan',
      occurredAt: now,
    } as const;
    const [result] = await this.attendance.record(actor, sessionId, [mark]);
    if (result?.result === 'rejected') throw new RegisterClosed();
    const shown = await this.queries.standing(sessionId, enrolmentId);
    const again = result?.result === 'repeated';
    const counts = !again && shown.value === value;
    return { enrolmentId, ...shown, again, ...(counts && { late }) };
  }

  /**
   * The trainer looked round and says of all who checked in alone that they are there: what they said
   * becomes what the trainer says. Returns of how many.
   * @throws NotFound, NotAllowed, SessionCancelled
   */
  async confirm(actor: Actor, sessionId: string): Promise<number> {
    const head = await this.sessionAccess.get(actor, sessionId);
    const alone = (await this.queries.roster(head)).filter(({ source }) => source === 'self_qr');
    if (alone.length === 0) return 0;
    const occurredAt = this.clock.now();
    const marks = alone.map(({ enrolmentId, value, minutes }) => ({
      clientId: newId(),
      enrolmentId,
      value,
      minutes: minutes ?? undefined,
      source: 'trainer' as const,
      occurredAt,
    }));
    const results = await this.attendance.record(actor, sessionId, marks);
    if (results.some(({ result }) => result === 'rejected')) throw new RegisterClosed();
    return alone.length;
  }

  private async enrolmentOf(offeringId: string, text: string): Promise<string> {
    const code = readTicketCode(text);
    if (!code) throw new UnknownTicket();
    const secret = await this.keys.secret();
    const seated = await this.database.rows<{ id: string }>(
      `SELECT id FROM enrolment.enrolment WHERE offering_id = $1 AND state = 'enrolled'`,
      [offeringId],
    );
    const found = seated.find(({ id }) => ticketCode(secret, id) === code);
    if (!found) throw new UnknownTicket();
    return found.id;
  }

  private session(id: string, tx?: EntityManager): Promise<CheckInSession | undefined> {
    return this.database.first<CheckInSession>(
      `SELECT s.id, c.title AS "courseTitle", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              o.check_in AS "checkIn", s.status = 'cancelled' OR o.status = 'cancelled' AS cancelled,
              coalesce(r.state, 'open') AS state
         FROM catalogue.session s
         JOIN catalogue.offering o ON o.id = s.offering_id JOIN catalogue.course c ON c.id = o.course_id
         LEFT JOIN attendance.register r ON r.session_id = s.id
        WHERE s.id = $1`,
      [id],
      tx,
    );
  }
}

// Invariant 5 of the domain: no checking in outside the session.
function mustBeOpen(
  session: Pick<CheckInSession, 'checkIn' | 'startsAt' | 'endsAt' | 'cancelled' | 'state'>,
  kind: CheckIn,
  now: Date,
): void {
  if (!session.checkIn.includes(kind)) throw new CheckInOff();
  if (session.cancelled) throw new SessionCancelled();
  if (session.state === 'closed') throw new RegisterClosed();
  if (now < doorsOpenAt(session.startsAt) || now >= session.endsAt) throw new CheckInNotNow();
}
