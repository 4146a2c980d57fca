import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { OfferingStatus } from '@academie/catalogue';
import { Clock, rows } from '@academie/platform';

import type { InvitationContext } from '../calendar/calendar-entries';
import { POSITION } from '../place/enrolment.queries';
import type { EnrolmentSource, EnrolmentState } from '../place/enrolment-state';
import {
  placeOf,
  type SessionRow,
  OfferingSessionsQueries,
} from '../place/offering-sessions.queries';

/** All that a mail about an enrolment may say. */
export interface MailFacts extends InvitationContext {
  enrolmentId: string;
  /** Path of the page about this enrolment, where its person looks after it. */
  ownPage: string;
  offeringId: string;
  courseId: string;
  state: EnrolmentState;
  source: EnrolmentSource;
  waitingPosition: number | null;
  /** Until when a seat is kept for the person; only while it is. */
  offeredUntil: Date | null;
  /** How long a seat that comes free is kept; null when it is given at once. */
  offerHours: number | null;
  /** The person has a seat in this offering through a newer enrolment. */
  isBackAgain: boolean;
  selfPaced: boolean;
  /** Sessions that are not over. */
  sessions: (SessionRow & { where: string })[];
  /** The workshops that are chosen, in the order of the rounds. */
  workshops: { round: number; title: string; place: string }[];
  /** The day has workshops to choose from. */
  hasWorkshops: boolean;
  /** Only in the mail about a session that moved, came or goes. */
  moved?: readonly SessionRow[];
}

/** All that a mail to a trainer may say. */
export interface TrainerFacts extends InvitationContext {
  offeringId: string;
  offeringStatus: OfferingStatus;
  selfPaced: boolean;
  /** Sessions that are not over. */
  sessions: (SessionRow & { where: string })[];
}

type TrainerRow = Omit<TrainerFacts, 'attendee' | 'selfPaced' | 'sessions' | 'enrolmentId'> &
  Pick<FactRow, 'name' | 'email' | 'mode'>;

interface FactRow {
  enrolmentId: string;
  offeringId: string;
  courseId: string;
  personId: string;
  name: string;
  email: string;
  state: EnrolmentState;
  source: EnrolmentSource;
  waitingPosition: number | null;
  offeredUntil: Date | null;
  offerHours: number | null;
  isBackAgain: boolean;
  courseTitle: string;
  courseSlug: string;
  confidential: boolean;
  note: string;
  mode: string;
  workshops: MailFacts['workshops'];
  hasWorkshops: boolean;
}

// Who has no address, or is no longer anybody, gets no mail.
const SELECT = `
  SELECT e.id AS "enrolmentId", e.offering_id AS "offeringId", o.course_id AS "courseId",
         e.person_id AS "personId", e.state, e.source,
         p.name, a.address AS email,
         ${POSITION} AS "waitingPosition", e.offered_until AS "offeredUntil",
         o.offer_hours AS "offerHours", c.title AS "courseTitle", c.slug AS "courseSlug",
         o.confidential, o.note, o.mode,
         EXISTS (SELECT FROM catalogue.known_workshop w WHERE w.offering_id = o.id) AS "hasWorkshops",
         (SELECT coalesce(json_agg(json_build_object('round', k.round, 'title', k.title, 'place', k.place)
                                   ORDER BY k.round), '[]')
            FROM enrolment.known_workshop_choice k WHERE k.enrolment_id = e.id) AS workshops,
         EXISTS (SELECT 1 FROM enrolment.enrolment n
                  WHERE n.offering_id = e.offering_id AND n.person_id = e.person_id AND n.id <> e.id
                    AND n.state IN ('offered', 'enrolled', 'finished')) AS "isBackAgain"
    FROM enrolment.enrolment e
    JOIN people.person_name p ON p.id = e.person_id AND p.status IN ('active', 'invited', 'guest')
    JOIN people.primary_address a ON a.person_id = p.id
    JOIN catalogue.offering o ON o.id = e.offering_id
    JOIN catalogue.course c ON c.id = o.course_id`;

/** Held while mail about this person ($2) in this offering ($1) is written. */
export const LOCK = `pg_advisory_xact_lock(hashtextextended($1::text || ':' || $2::text, 0))`;

@Injectable()
export class EnrolmentMailQueries {
  constructor(
    private readonly clock: Clock,
    private readonly sessions: OfferingSessionsQueries,
  ) {}

  /** Of one enrolment, as it is now; undefined when there is nobody to write to. */
  async ofEnrolment(tx: EntityManager, enrolmentId: string): Promise<MailFacts | undefined> {
    const found = await rows<FactRow>(tx, `${SELECT} WHERE e.id = $1`, [enrolmentId]);
    return (await this.complete(tx, found))[0];
  }

  /**
   * Waits for mail being written about anybody who has a seat, so that what it puts into a calendar is
   * seen; in the order of persons, so that two who wait do not wait for each other.
   */
  async lockSeated(tx: EntityManager, offeringId: string): Promise<void> {
    await rows(
      tx,
      `SELECT ${LOCK.replace('$2', 'seated.person_id')} FROM (
         SELECT person_id FROM enrolment.enrolment
          WHERE offering_id = $1 AND state = 'enrolled' ORDER BY person_id) seated`,
      [offeringId],
    );
  }

  /** Of everybody who has a seat in the offering. */
  async ofSeated(tx: EntityManager, offeringId: string): Promise<MailFacts[]> {
    const found = await rows<FactRow>(
      tx,
      `${SELECT} WHERE e.offering_id = $1 AND e.state = 'enrolled' ORDER BY e.id`,
      [offeringId],
    );
    return this.complete(tx, found);
  }

  /** Of these enrolments of one offering, as far as there is somebody to write to. */
  async ofEnrolments(tx: EntityManager, enrolmentIds: readonly string[]): Promise<MailFacts[]> {
    const found = await rows<FactRow>(tx, `${SELECT} WHERE e.id = ANY ($1) ORDER BY e.id`, [
      enrolmentIds,
    ]);
    return this.complete(tx, found);
  }

  /** Of those of these people who can get mail, as those who give the offering or gave it. */
  async ofTrainers(
    tx: EntityManager,
    offeringId: string,
    personIds: readonly string[],
  ): Promise<TrainerFacts[]> {
    const found = await rows<TrainerRow>(
      tx,
      `SELECT o.id AS "offeringId", o.status AS "offeringStatus", p.id AS "personId",
              p.name, a.address AS email,
              c.title AS "courseTitle", c.slug AS "courseSlug", o.confidential, o.note, o.mode
         FROM people.person_name p
         JOIN people.primary_address a ON a.person_id = p.id
         JOIN catalogue.offering o ON o.id = $1
         JOIN catalogue.course c ON c.id = o.course_id
        WHERE p.id = ANY ($2) AND p.status IN ('active', 'invited', 'guest') ORDER BY p.id`,
      [offeringId, personIds],
    );
    if (found.length === 0) return [];
    const sessions = await this.sessionsAhead(tx, offeringId);
    return found.map(({ name, email, mode, ...row }) => ({
      ...row,
      enrolmentId: null,
      attendee: { name, email },
      selfPaced: mode === 'self_paced',
      sessions,
    }));
  }

  private async sessionsAhead(tx: EntityManager, offeringId: string) {
    const now = this.clock.now();
    return (await this.sessions.ofOfferings([offeringId], tx))
      .filter(({ endsAt }) => endsAt > now)
      .map((session) => ({ ...session, where: placeOf(session) }));
  }

  private async complete(tx: EntityManager, found: FactRow[]): Promise<MailFacts[]> {
    const [first] = found;
    if (!first) return [];
    const sessions = await this.sessionsAhead(tx, first.offeringId);
    return found.map(({ name, email, mode, ...row }) => ({
      ...row,
      ownPage: `/mijn/inschrijvingen/${row.enrolmentId}`,
      attendee: { name, email },
      selfPaced: mode === 'self_paced',
      sessions,
    }));
  }
}
