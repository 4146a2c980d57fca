import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { DEMO_FIRST_OFFERING } from '@academie/catalogue';
import { type DemoParticipant, loadDemoParticipants } from '@academie/enrolment';
import {
  Clock,
  Database,
  demoId,
  DemoSeed,
  type EventName,
  insertRows,
  Journal,
  type PastEntry,
  rows,
} from '@academie/platform';

/** A session of the demo that is over, with those who were expected. */
interface PastSession {
  id: string;
  offeringId: string;
  startsAt: Date;
  endsAt: Date;
  isLast: boolean;
  isHeld: boolean;
  trainerId: string;
  participants: DemoParticipant[];
}

const MINUTE = 60_000;
/** A register is closed an hour after the session. */
const CLOSED_AFTER = 60 * MINUTE;
const MARKED = ['present', 'partial', 'excused', 'absent'] as const;

/** The registers of what was held, and who completed what. */
@Injectable()
export class DemoAttendanceSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('attendance.demo-attendance')
  async load(): Promise<boolean> {
    const loaded = await this.database.first(
      `SELECT 1 FROM attendance.register r JOIN catalogue.session s ON s.id = r.session_id
        WHERE s.offering_id = $1`,
      [DEMO_FIRST_OFFERING],
    );
    if (loaded) return false;
    const participants = await loadDemoParticipants(this.database, this.clock);
    await this.database.transaction(async (tx) => {
      const sessions = await this.pastSessions(tx, participants);
      await this.addRegisters(tx, sessions);
      await this.addMarks(tx, sessions);
      await this.addCompletions(tx, participants);
      await this.openCheckIns(tx);
      await this.journal.recordPast(tx, sessions.flatMap(linesOf));
    });
    return true;
  }

  // Off unless somebody puts it on; here somebody did, where people meet in a room.
  private async openCheckIns(tx: EntityManager): Promise<void> {
    await rows(
      tx,
      `UPDATE catalogue.offering SET check_in = '{self,ticket}'
        WHERE mode = 'in_person' AND status IN ('published', 'confirmed', 'running')`,
    );
  }

  private async pastSessions(
    tx: EntityManager,
    participants: readonly DemoParticipant[],
  ): Promise<PastSession[]> {
    const expected = new Map<string, DemoParticipant[]>();
    for (const participant of participants) {
      const others = expected.get(participant.planned.id);
      if (others) others.push(participant);
      else expected.set(participant.planned.id, [participant]);
    }
    const found = await rows<Omit<PastSession, 'participants' | 'trainerId'>>(
      tx,
      `SELECT s.id, s.offering_id AS "offeringId", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              s.ends_at = o.ends_at AS "isLast", o.status = 'held' AS "isHeld"
         FROM catalogue.session s JOIN catalogue.offering o ON o.id = s.offering_id
        WHERE s.offering_id = ANY ($1) AND s.status = 'planned'
          AND (o.status = 'held' OR s.ends_at < $2)
        ORDER BY s.starts_at`,
      [[...expected.keys()], this.clock.now()],
    );
    return found.map((session) => {
      const there = expected.get(session.offeringId) ?? [];
      return {
        ...session,
        participants: there,
        trainerId: demoId('person', there[0]?.offering.trainers?.[0] ?? ''),
      };
    });
  }

  private async addRegisters(tx: EntityManager, sessions: PastSession[]): Promise<void> {
    await insertRows(
      tx,
      'attendance.register',
      sessions.map(({ id, isHeld, endsAt, trainerId }) => ({
        session_id: id,
        state: isHeld ? 'closed' : 'open',
        closed_at: isHeld ? closedAt(endsAt) : null,
        closed_by: isHeld ? trainerId : null,
        version: 1,
      })),
    );
  }

  private async addMarks(tx: EntityManager, sessions: PastSession[]): Promise<void> {
    await insertRows(
      tx,
      'attendance.mark',
      sessions.flatMap((session) =>
        session.participants.flatMap((participant, index) => markOf(session, participant, index)),
      ),
    );
  }

  // The outcome of an enrolment is known; a completion is what stands on it.
  private async addCompletions(
    tx: EntityManager,
    participants: readonly DemoParticipant[],
  ): Promise<void> {
    const completed = await rows<{ id: string; organisation_id: string | null }>(
      tx,
      `SELECT id, organisation_id FROM enrolment.enrolment
        WHERE id = ANY ($1) AND outcome = 'completed'`,
      [participants.map(({ enrolmentId }) => enrolmentId)],
    );
    const organisations = new Map(completed.map((row) => [row.id, row.organisation_id]));
    const list = participants
      .filter(({ enrolmentId }) => organisations.has(enrolmentId))
      .map((participant) => {
        const { endsAt } = participant.planned;
        const completedAt = endsAt ?? participant.changedAt;
        return {
          participant,
          id: demoId('completion', participant.enrolmentId),
          completedAt,
          recordedAt: endsAt ? closedAt(endsAt) : completedAt,
        };
      });
    await insertRows(
      tx,
      'attendance.completion',
      list.map(({ id, participant, completedAt, recordedAt }) => ({
        id,
        enrolment_id: participant.enrolmentId,
        person_id: participant.personId,
        course_id: demoId('course', participant.course.slug),
        organisation_id: organisations.get(participant.enrolmentId),
        completed_at: completedAt,
        recorded_at: recordedAt,
      })),
    );
    await this.journal.recordPast(
      tx,
      list.map(({ id, participant, recordedAt }) => ({
        action: 'completion.recorded',
        subjectId: id,
        recordedAt,
        data: {
          enrolmentId: participant.enrolmentId,
          personId: participant.personId,
          courseId: demoId('course', participant.course.slug),
          offeringId: participant.planned.id,
        },
      })),
    );
  }
}

const closedAt = (endsAt: Date): Date => new Date(endsAt.getTime() + CLOSED_AFTER);
const isMarked = (part: string): part is (typeof MARKED)[number] =>
  (MARKED as readonly string[]).includes(part);

function markOf(
  session: PastSession,
  { part, enrolmentId, personId, offering }: DemoParticipant,
  index: number,
): Record<string, unknown>[] {
  if (!isMarked(part)) return [];
  // A person who left halfway did so on the last day.
  const value = part === 'partial' && !session.isLast ? 'present' : part;
  // Some check in themselves, in a room: the code hangs at the door.
  const isSelf = value === 'present' && index % 3 === 0 && offering.location !== 'online';
  const at = session.startsAt.getTime() + (isSelf ? -5 + (index % 12) : 15) * MINUTE;
  return [
    {
      client_id: demoId('mark', `${session.id}:${enrolmentId}`),
      session_id: session.id,
      enrolment_id: enrolmentId,
      value,
      minutes:
        value === 'partial'
          ? Math.round((session.endsAt.getTime() - session.startsAt.getTime()) / MINUTE / 2)
          : null,
      source: isSelf ? 'self_qr' : 'trainer',
      occurred_at: new Date(at),
      recorded_at: new Date(at + MINUTE),
      recorded_by: isSelf ? personId : session.trainerId,
    },
  ];
}

function linesOf(session: PastSession): PastEntry[] {
  const count = session.participants.filter(({ part }) => isMarked(part)).length;
  const line = (action: EventName, recordedAt: Date, data: Record<string, unknown>): PastEntry => ({
    action,
    subjectId: session.id,
    actorId: session.trainerId,
    data: { offeringId: session.offeringId, ...data },
    recordedAt,
  });
  const marks = line('marks.recorded', new Date(session.startsAt.getTime() + 16 * MINUTE), {
    count,
  });
  return session.isHeld ? [marks, line('register.closed', closedAt(session.endsAt), {})] : [marks];
}
