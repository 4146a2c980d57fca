import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { type FieldProblem, InvalidInput, Journal, newId, rows } from '@academie/platform';

import { refusingTaken } from '../means/refuse-taken';
import type { PlannedSession } from './offering-rules';

const BOOKED_ONCE = 'catalogue.booking_room_once, catalogue.booking_piece_once';

export interface StoredSession extends PlannedSession {
  id: string;
  sequence: number;
}

/** A session as it was and as it will be; only the first when it goes, only the second when it comes. */
export interface SessionChange {
  before?: PlannedSession;
  after?: PlannedSession;
}

/** Writes the sessions of an offering inside the caller's transaction, which holds the offering's lock. */
@Injectable()
export class OfferingSessions {
  constructor(private readonly journal: Journal) {}

  /** The sessions that are planned, in order. */
  planned(tx: EntityManager, offeringId: string): Promise<StoredSession[]> {
    return rows<StoredSession>(
      tx,
      `SELECT id, title, starts_at AS "startsAt", ends_at AS "endsAt", location_id AS "locationId",
              room_id AS "roomId", online_url AS "onlineUrl", sequence
         FROM catalogue.session WHERE offering_id = $1 AND status = 'planned' ORDER BY starts_at, id`,
      [offeringId],
    );
  }

  /** Those without their room whose room is taken at that time: what is copied is not refused for it. */
  async withFreeRooms(tx: EntityManager, sessions: PlannedSession[]): Promise<PlannedSession[]> {
    const taken = await rows<{ index: number }>(
      tx,
      `SELECT (number - 1)::int AS index
         FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS p (room_id, starts_at, ends_at, number)
        WHERE EXISTS (SELECT FROM catalogue.booking b
                       WHERE b.room_id = p.room_id AND b.during && tstzrange(p.starts_at, p.ends_at))`,
      [
        sessions.map(({ roomId }) => roomId),
        sessions.map(({ startsAt }) => startsAt),
        sessions.map(({ endsAt }) => endsAt),
      ],
    );
    const without = new Set(taken.map(({ index }) => index));
    return sessions.map((session, index) =>
      without.has(index) ? { ...session, roomId: null } : session,
    );
  }

  /** Adds them all; ids are made here. @throws RoomTaken */
  async add(tx: EntityManager, offeringId: string, sessions: PlannedSession[]): Promise<string[]> {
    const ids = sessions.map(() => newId());
    const added = rows(
      tx,
      `INSERT INTO catalogue.session (id, offering_id, title, starts_at, ends_at, location_id, room_id, online_url)
       SELECT id, $1, title, starts_at, ends_at, location_id, room_id, online_url
         FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::uuid[], $7::uuid[], $8::text[])
           AS s (id, title, starts_at, ends_at, location_id, room_id, online_url)`,
      [
        offeringId,
        ids,
        sessions.map(({ title }) => title),
        sessions.map(({ startsAt }) => startsAt),
        sessions.map(({ endsAt }) => endsAt),
        sessions.map(({ locationId }) => locationId),
        sessions.map(({ roomId }) => roomId),
        sessions.map(({ onlineUrl }) => onlineUrl),
      ],
    );
    await refusingTaken(added);
    return ids;
  }

  /** What `replace` would do to sessions that people know of, in order of time. */
  async changes(
    tx: EntityManager,
    offeringId: string,
    wanted: readonly PlannedSession[],
  ): Promise<SessionChange[]> {
    const before = await this.planned(tx, offeringId);
    const gone = before.filter(({ id }) => !wanted.some((session) => session.id === id));
    const others = wanted.flatMap((after): SessionChange[] => {
      const stored = before.find(({ id }) => id === after.id);
      if (!stored) return [{ after }];
      return hasMoved(stored, after) ? [{ before: stored, after }] : [];
    });
    const timeOf = ({ before, after }: SessionChange): number =>
      (before ?? after)?.startsAt.getTime() ?? 0;
    return [...gone.map((stored) => ({ before: stored })), ...others].sort(
      (a, b) => timeOf(a) - timeOf(b),
    );
  }

  /**
   * Makes the sessions what is wanted. A person who takes part has them in a calendar once the offering is
   * `announced`: then every change of time or place raises the sequence and is written as
   * `session.moved`, a new one too (`added`), and one that goes is cancelled, not removed (`cancelled`).
   * @throws InvalidInput when a session of another offering is named, or one that began is moved; RoomTaken and
   *   PieceTaken when somebody else booked what they have
   */
  async replace(
    tx: EntityManager,
    actor: Actor,
    offering: { id: string; announced: boolean },
    wanted: PlannedSession[],
    now: Date,
  ): Promise<void> {
    const before = await this.planned(tx, offering.id);
    const byId = new Map(before.map((session) => [session.id, session]));
    const gone = before.filter(({ id }) => !wanted.some((session) => session.id === id));
    const begun = ({ startsAt }: StoredSession): boolean => offering.announced && startsAt <= now;
    const problems = wanted.flatMap((session, index) => problemOf(session, index, byId, begun));
    if (gone.some(begun)) problems.push(BEGUN('sessions'));
    if (problems.length > 0) throw new InvalidInput(problems);

    // Two sessions may change places: only when all have moved must no room be taken twice.
    await rows(tx, `SET CONSTRAINTS ${BOOKED_ONCE} DEFERRED`);
    for (const session of wanted) {
      const stored = session.id ? byId.get(session.id) : undefined;
      if (stored) await this.update(tx, actor, offering, stored, session);
    }
    for (const session of gone) await this.remove(tx, actor, offering, session);
    const added = wanted.filter(({ id }) => !id);
    for (const id of added.length > 0 ? await this.add(tx, offering.id, added) : [])
      if (offering.announced)
        await this.moved(tx, actor, id, { offeringId: offering.id, sequence: 0, added: true });
    await refusingTaken(rows(tx, `SET CONSTRAINTS ${BOOKED_ONCE} IMMEDIATE`));
  }

  private async update(
    tx: EntityManager,
    actor: Actor,
    offering: { id: string; announced: boolean },
    stored: StoredSession,
    session: PlannedSession,
  ): Promise<void> {
    const moved = hasMoved(stored, session);
    if (!moved && stored.title === session.title) return;
    const sequence = moved ? stored.sequence + 1 : stored.sequence;
    await rows(
      tx,
      `UPDATE catalogue.session SET title = $2, starts_at = $3, ends_at = $4, location_id = $5,
         room_id = $6, online_url = $7, sequence = $8 WHERE id = $1`,
      [
        ...[stored.id, session.title, session.startsAt, session.endsAt],
        ...[session.locationId, session.roomId, session.onlineUrl, sequence],
      ],
    );
    if (moved && offering.announced)
      await this.moved(tx, actor, stored.id, {
        ...{ offeringId: offering.id, sequence },
        was: {
          ...{ startsAt: stored.startsAt, endsAt: stored.endsAt },
          ...{ locationId: stored.locationId, roomId: stored.roomId },
        },
      });
  }

  private async remove(
    tx: EntityManager,
    actor: Actor,
    offering: { id: string; announced: boolean },
    { id, sequence }: StoredSession,
  ): Promise<void> {
    if (!offering.announced) {
      await rows(tx, 'DELETE FROM catalogue.session WHERE id = $1', [id]);
      return;
    }
    await rows(
      tx,
      `UPDATE catalogue.session SET status = 'cancelled', sequence = sequence + 1 WHERE id = $1`,
      [id],
    );
    const data = { offeringId: offering.id, sequence: sequence + 1, cancelled: true };
    await this.moved(tx, actor, id, data);
  }

  private async moved(
    tx: EntityManager,
    actor: Actor,
    subjectId: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    await this.journal.record(tx, { action: 'session.moved', subjectId, actorId: actor.id, data });
  }
}

const BEGUN = (field: string): FieldProblem => ({
  field,
  code: 'catalogue.session-begun',
  message: 'a session that has begun can neither be moved nor removed',
});

function problemOf(
  session: PlannedSession,
  index: number,
  byId: Map<string, StoredSession>,
  begun: (session: StoredSession) => boolean,
): FieldProblem[] {
  if (!session.id) return [];
  const stored = byId.get(session.id);
  if (!stored)
    return [
      {
        field: `sessions.${index}.id`,
        code: 'catalogue.session-gone',
        message: 'no such session in this offering',
      },
    ];
  const moves = +stored.startsAt !== +session.startsAt || +stored.endsAt !== +session.endsAt;
  return moves && begun(stored) ? [BEGUN(`sessions.${index}.startsAt`)] : [];
}

const hasMoved = (stored: StoredSession, session: PlannedSession): boolean =>
  +stored.startsAt !== +session.startsAt ||
  +stored.endsAt !== +session.endsAt ||
  stored.locationId !== session.locationId ||
  stored.roomId !== session.roomId ||
  stored.onlineUrl !== session.onlineUrl;
