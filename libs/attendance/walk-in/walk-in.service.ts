import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { OutcomeRecorder } from '@academie/enrolment';
import { type Actor, type Guest, Guests, ProcessingLog } from '@academie/people';
import {
  Clock,
  Database,
  Forgets,
  isId,
  newId,
  NotFound,
  rows,
  unaccented,
} from '@academie/platform';

import {
  GuestAlike,
  NobodyNamed,
  NotTakenAway,
  RegisterClosed,
  TooManyLooks,
} from '../attendance.errors';
import { MARK_PRECEDENCE } from '../mark/current-mark';
import { correctDeviceClock } from '../mark/device-clock';
import { AttendanceService } from '../register/attendance.service';
import { SessionAccess } from '../register/session-access';

/** Who stands at the door: somebody we know, or the name of a guest. */
export interface AtTheDoor {
  personId?: string | undefined;
  guest?: Guest | undefined;
  /** The guest is another person than the one of that name on the list. */
  another?: boolean | undefined;
  /** Chosen by the device; the same one again is the same person at the door. */
  clientId?: string | undefined;
  /** When the person came in, by the clock of the device; now when left out. */
  occurredAt?: Date | undefined;
  /** What time the device thought it was when it sent this. */
  deviceTime?: Date | undefined;
}

/** Somebody who may be meant. */
export interface Candidate {
  id: string;
  name: string;
  organisation: string | null;
  /** Has a place already. */
  enrolled: boolean;
  /** Of whom only a name is known. */
  guest: boolean;
}

const SHORTEST_SEARCH = 3;
const MOST = 8;
const HOUR_MS = 3_600_000;
/** A full room of people who came without a place, and no list of everybody. */
const LOOKS_PER_HOUR = 60;

/** People who come without an enrolment. */
@Injectable()
export class WalkInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessionAccess: SessionAccess,
    private readonly registerChanges: OutcomeRecorder,
    private readonly guests: Guests,
    private readonly attendance: AttendanceService,
    private readonly looks: ProcessingLog,
  ) {}

  /**
   * Lets somebody in, also when the offering is full, and marks them present once the session has
   * begun. What a device sends again changes nothing. Returns the enrolment.
   * @throws NotFound, NotAllowed, NobodyNamed, GuestAlike, RegisterClosed, SessionCancelled, NoSessionNow
   */
  async admit(actor: Actor, sessionId: string, door: AtTheDoor): Promise<string> {
    const { personId, guest, another, clientId } = door;
    if (!personId && !guest) throw new NobodyNamed();
    if (personId && !isId(personId)) throw new NotFound();
    const { offeringId, startsAt } = await this.sessionAccess.get(actor, sessionId);
    return this.database.transaction(async (tx) => {
      await lockOffering(tx, offeringId);
      const earlier = clientId && (await this.earlier(tx, sessionId, clientId));
      if (earlier) return earlier;
      await this.mustBeOpen(tx, sessionId);
      if (guest && !another && (await this.isOnTheList(tx, offeringId, guest)))
        throw new GuestAlike();
      const comes = personId ?? (await this.guests.add(tx, guest as Guest, actor.id));
      const enrolmentId = await this.registerChanges.walkIn(tx, actor, {
        offeringId,
        personId: comes,
      });
      const now = this.clock.now();
      if (clientId)
        await rows(
          tx,
          `INSERT INTO attendance.walk_in (client_id, session_id, enrolment_id, recorded_at)
           VALUES ($1, $2, $3, $4)`,
          [clientId, sessionId, enrolmentId, now],
        );
      if (now < startsAt) return enrolmentId;
      const occurredAt = seenAt(door, startsAt, now);
      const mark = { clientId: newId(), enrolmentId, source: 'trainer', occurredAt } as const;
      const [taken] = await this.attendance.recordIn(tx, actor, sessionId, [
        { ...mark, value: 'present' },
      ]);
      if (taken?.result === 'rejected') throw new RegisterClosed();
      return enrolmentId;
    });
  }

  /**
   * Takes somebody off the list who was let in by mistake, while the register is open. Marks stay to be
   * read; they count for nobody. The person is told nothing, since nothing was to happen.
   * @throws NotFound, NotAllowed, NotTakenAway, RegisterClosed, SessionCancelled
   */
  async takeAway(actor: Actor, sessionId: string, enrolmentId: string): Promise<void> {
    const { offeringId } = await this.sessionAccess.get(actor, sessionId);
    await this.database.transaction(async (tx) => {
      await lockOffering(tx, offeringId);
      await this.sessionAccess.lockExclusive(tx, actor, sessionId);
      await this.mustBeOpen(tx, sessionId);
      const elsewhere = await rows(
        tx,
        `SELECT 1 FROM catalogue.planned_session s CROSS JOIN LATERAL (
             SELECT m.value FROM attendance.mark m WHERE m.session_id = s.id AND m.enrolment_id = $2
              ORDER BY ${MARK_PRECEDENCE} LIMIT 1) m
          WHERE s.offering_id = $3 AND s.id <> $1 AND m.value IN ('present', 'partial')`,
        [sessionId, enrolmentId, offeringId],
      );
      if (
        elsewhere.length > 0 ||
        !(await this.registerChanges.removeWalkIn(tx, actor, offeringId, enrolmentId))
      )
        throw new NotTakenAway();
    });
  }

  /** Forgets what a device called somebody at the door; it sends nothing again that late. */
  @Forgets({
    kind: 'attendance.walk-ins',
    days: 90,
    least: 30,
    most: 730,
    old: (before) =>
      `SELECT client_id::text AS key, recorded_at AS at FROM attendance.walk_in WHERE recorded_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, clientIds: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM attendance.walk_in WHERE client_id = ANY ($1)', [clientIds]);
  }

  // The caller holds the offering, as closing does.
  private async mustBeOpen(tx: EntityManager, sessionId: string): Promise<void> {
    const closed = await rows(
      tx,
      `SELECT 1 FROM attendance.register WHERE session_id = $1 AND state = 'closed'`,
      [sessionId],
    );
    if (closed.length > 0) throw new RegisterClosed();
  }

  private async earlier(
    tx: EntityManager,
    sessionId: string,
    clientId: string,
  ): Promise<string | undefined> {
    const [known] = await rows<{ enrolmentId: string }>(
      tx,
      `SELECT enrolment_id AS "enrolmentId" FROM attendance.walk_in
        WHERE client_id = $1 AND session_id = $2`,
      [clientId, sessionId],
    );
    return known?.enrolmentId;
  }

  // Accents are often left out at the door.
  private async isOnTheList(
    tx: EntityManager,
    offeringId: string,
    { givenName, familyName }: Guest,
  ): Promise<boolean> {
    const listed = await rows<{ name: string }>(
      tx,
      `SELECT p.name FROM enrolment.enrolment e JOIN people.person_name p ON p.id = e.person_id
        WHERE e.offering_id = $1 AND e.state IN ('enrolled', 'finished')`,
      [offeringId],
    );
    const named = plain(`${givenName} ${familyName}`);
    return listed.some(({ name }) => plain(name) === named);
  }

  /**
   * People whose name holds these words, who may be meant; none for fewer than three letters. Of
   * organisations that send nobody only who is named in full, and so many people an hour: this is no way
   * to look through everybody, and whoever was found can read it. The caller has asked who may.
   * @throws TooManyLooks
   */
  async candidates(actor: Actor, offeringId: string, words: string): Promise<Candidate[]> {
    if (words.trim().length < SHORTEST_SEARCH) return [];
    const since = new Date(this.clock.now().getTime() - HOUR_MS);
    if ((await this.looks.count(actor, 'person.searched', since)) >= LOOKS_PER_HOUR)
      throw new TooManyLooks();
    const found = await this.named(offeringId, words);
    await this.looks.record(actor, {
      name: 'person.searched',
      activity: 'register',
      subjectIds: found.map(({ id }) => id),
    });
    return found;
  }

  private named(offeringId: string, words: string): Promise<Candidate[]> {
    const text = `SELECT p.id, p.name, g.short_name AS organisation,
              EXISTS (SELECT FROM enrolment.enrolment e WHERE e.offering_id = $1 AND e.person_id = p.id
                        AND e.state IN ('enrolled', 'finished')) AS enrolled,
              p.status = 'guest' AS guest
         FROM people.person_name p
         LEFT JOIN people.job m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.known_organisation g ON g.id = m.organisation_id
        WHERE p.status IN ('active', 'invited', 'guest')
          AND p.search_name LIKE (people.name_patterns($2))[1]
          AND p.search_name LIKE ALL (people.name_patterns($2))
          AND length(replace(people.plain_name($2), ' ', '')) >= ${SHORTEST_SEARCH}
          AND (people.plain_name(p.name) = people.plain_name($2) OR m.organisation_id IS NULL
               OR m.organisation_id IN (
                 SELECT e.organisation_id FROM enrolment.enrolment e WHERE e.offering_id = $1))
        ORDER BY p.sort_name, p.id LIMIT ${MOST}`;
    return this.database.rows(text, [offeringId, words]);
  }
}

const plain = (name: string): string => unaccented(name).split(/\s+/).filter(Boolean).join(' ');

// By our clock, and within the session: nobody was there before it began, or will be later than now.
function seenAt({ occurredAt, deviceTime }: AtTheDoor, startsAt: Date, now: Date): Date {
  if (!occurredAt) return now;
  const mark = { clientId: '', enrolmentId: '', value: 'present', source: 'trainer' } as const;
  const [dated] = correctDeviceClock([{ ...mark, occurredAt }], now, deviceTime);
  const at = dated?.occurredAt.getTime() ?? now.getTime();
  return new Date(Math.min(Math.max(at, startsAt.getTime()), now.getTime()));
}
