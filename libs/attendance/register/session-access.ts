import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type CheckIn, leadsCourse, type OfferingStatus } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import { Database, NotFound, rows } from '@academie/platform';

import { SessionCancelled } from '../attendance.errors';
import type { RegisterState } from '../mark/mark-value';

/** What somebody may do with a register. */
interface RegisterRights {
  /** Gives the offering: takes marks, closes and reopens. */
  trains: boolean;
  /** Leads a theme of the course, organises the offering, or administers: corrects a closed register too. */
  organises: boolean;
}

/** What stands above a register. */
export interface SessionHead extends RegisterRights {
  id: string;
  offeringId: string;
  courseId: string;
  courseTitle: string;
  /** Only the own organisation and who gives it know who takes part. */
  confidential: boolean;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** The session or its offering is called off. */
  cancelled: boolean;
  offeringStatus: OfferingStatus;
  /** How people may check in besides being marked. */
  checkIn: CheckIn[];
  /** "Stadhuis, Raadzaal, Alkmaar"; null when online. */
  place: string | null;
  /** Who opens the door there, and what one has to know to be safe. */
  contact: string | null;
  safety: string | null;
  /** Names, joined by commas. */
  trainers: string | null;
  /** Which session of how many, in order of time. */
  number: number;
  sessions: number;
  /** Ids of all of them, in order of time. */
  sessionIds: string[];
  state: RegisterState;
  closedAt: Date | null;
  closedBy: string | null;
  reopenReason: string | null;
  version: number;
  /** Id of the last mark and how many there are: together they change with every mark. */
  lastMark: string;
  marks: number;
  /** The last handover of this session or one before it, with who wrote it. */
  handover: { body: string; author: string } | null;
  /** How many have a place. */
  enrolled: number;
}

/** A session that this transaction holds, so that its register does not close or open meanwhile. */
export interface HeldSession extends RegisterRights {
  offeringId: string;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
}

// $2 the actor, $3 the themes that person leads, $4 whether an administrator.
const REACH = `
  (EXISTS (SELECT FROM catalogue.offering_trainer g WHERE g.offering_id = o.id AND g.person_id = $2)
    OR EXISTS (SELECT FROM catalogue.session_giver g WHERE g.session_id = s.id AND g.person_id = $2)) AS trains,
  ($4 OR o.organiser_id IS NOT DISTINCT FROM $2 OR ${leadsCourse('o.course_id', '$3')}) AS organises`;
const HANDOVER = `(
  SELECT json_build_object('body', h.body, 'author', p.name)
    FROM attendance.session_note h JOIN catalogue.planned_session hs ON hs.id = h.session_id
    JOIN people.person_name p ON p.id = h.author_id
   WHERE h.hands_over AND hs.offering_id = o.id AND hs.starts_at <= s.starts_at
   ORDER BY h.written_at DESC, h.id DESC LIMIT 1)`;
const reachParams = (actor: Actor): unknown[] => [actor.id, actor.ledThemes, actor.isAdministrator];
const CANCELLED = `(s.status = 'cancelled' OR o.status = 'cancelled') AS cancelled`;

/** Finds a session for the person who gives or organises it; nobody else sees who takes part. */
@Injectable()
export class SessionAccess {
  constructor(private readonly database: Database) {}

  /** One statement. @throws NotFound, NotAllowed */
  async get(actor: Actor, sessionId: string, tx?: EntityManager): Promise<SessionHead> {
    const head = await this.database.first<SessionHead>(
      `SELECT s.id, s.offering_id AS "offeringId", s.title, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              ${CANCELLED}, o.status AS "offeringStatus", o.check_in AS "checkIn", c.id AS "courseId", c.title AS "courseTitle", o.confidential,
              l.name || ', ' || g.short_name AS place, nullif(l.contact, '') AS contact,
              nullif(l.safety, '') AS safety, t.names AS trainers, n.number, n.sessions, n.ids AS "sessionIds",
              coalesce(r.state, 'open') AS state, r.closed_at AS "closedAt",
              k.name AS "closedBy", r.reopen_reason AS "reopenReason",
              coalesce(r.version, 0) AS version, m.last AS "lastMark", m.count AS marks,
              o.seats_taken + o.overbooked AS enrolled, ${HANDOVER} AS handover, ${REACH}
         FROM catalogue.session s
         JOIN catalogue.offering o ON o.id = s.offering_id
         JOIN catalogue.course c ON c.id = o.course_id
         LEFT JOIN catalogue.session_place l ON l.session_id = s.id
         LEFT JOIN people.known_organisation g ON g.id = l.municipality_id
         LEFT JOIN attendance.register r ON r.session_id = s.id
         LEFT JOIN people.person_name k ON k.id = r.closed_by
         CROSS JOIN LATERAL (
           SELECT string_agg(p.name, ', ' ORDER BY p.sort_name) AS names
             FROM catalogue.session_giver ot JOIN people.person_name p ON p.id = ot.person_id
            WHERE ot.session_id = s.id) t
         CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE (a.starts_at, a.id) <= (s.starts_at, s.id))::int AS number,
                  count(*)::int AS sessions, array_agg(a.id ORDER BY a.starts_at, a.id) AS ids
             FROM catalogue.planned_session a WHERE a.offering_id = o.id) n
         CROSS JOIN LATERAL (
           SELECT coalesce(max(id), 0)::text AS last, count(*)::int AS count
             FROM attendance.mark WHERE session_id = s.id) m
        WHERE s.id = $1 AND o.status <> 'concept'`,
      [sessionId, ...reachParams(actor)],
      tx,
    );
    return reached(head);
  }

  /** Which of these sessions this person gives or organises and can still mark people in. */
  async openAmong(actor: Actor, sessionIds: readonly string[]): Promise<string[]> {
    if (sessionIds.length === 0) return [];
    const found = await this.database.rows<RegisterRights & { id: string }>(
      `SELECT s.id, ${REACH}
         FROM catalogue.planned_session s
         JOIN catalogue.offering o ON o.id = s.offering_id
         LEFT JOIN attendance.register r ON r.session_id = s.id
        WHERE s.id = ANY ($1) AND o.status NOT IN ('concept', 'cancelled')
          AND coalesce(r.state, 'open') <> 'closed'`,
      [sessionIds, ...reachParams(actor)],
    );
    return found.filter(({ trains, organises }) => trains || organises).map(({ id }) => id);
  }

  /** Which of these sessions this person gives or organises, whatever their state. */
  async leadsAmong(
    actor: Actor,
    sessionIds: readonly string[],
    tx?: EntityManager,
  ): Promise<string[]> {
    const found = await this.database.rows<RegisterRights & { id: string }>(
      `SELECT s.id, ${REACH}
         FROM catalogue.planned_session s JOIN catalogue.offering o ON o.id = s.offering_id
        WHERE s.id = ANY ($1) AND o.status <> 'concept'`,
      [sessionIds, ...reachParams(actor)],
      tx,
    );
    return found.filter(({ trains, organises }) => trains || organises).map(({ id }) => id);
  }

  /**
   * Holds the session for as long as marks are written. Several may do so at once; closing and
   * reopening wait for them, and they for that, so no mark lands behind a closed register.
   * @throws NotFound, NotAllowed, SessionCancelled
   */
  async lockShared(tx: EntityManager, actor: Actor, sessionId: string): Promise<HeldSession> {
    return this.hold(tx, actor, sessionId, 'SHARE');
  }

  /**
   * Holds the session alone, to close or reopen its register. The caller has locked the offering.
   * @throws NotFound, NotAllowed, SessionCancelled
   */
  async lockExclusive(tx: EntityManager, actor: Actor, sessionId: string): Promise<HeldSession> {
    return this.hold(tx, actor, sessionId, 'NO KEY UPDATE');
  }

  private async hold(
    tx: EntityManager,
    actor: Actor,
    sessionId: string,
    lock: 'SHARE' | 'NO KEY UPDATE',
  ): Promise<HeldSession> {
    const [found] = await rows<HeldSession>(
      tx,
      `SELECT s.offering_id AS "offeringId", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              ${CANCELLED}, ${REACH}
         FROM catalogue.session s JOIN catalogue.offering o ON o.id = s.offering_id
        WHERE s.id = $1 AND o.status <> 'concept' FOR ${lock} OF s`,
      [sessionId, ...reachParams(actor)],
    );
    const held = reached(found);
    if (held.cancelled) throw new SessionCancelled();
    return held;
  }
}

function reached<T extends RegisterRights>(found: T | undefined): T {
  if (!found) throw new NotFound();
  if (!found.trains && !found.organises) throw new NotAllowed();
  return found;
}
