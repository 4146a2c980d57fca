import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  Database,
  demoId,
  DemoSeed,
  type EventName,
  insertRows,
  Journal,
  type PastEntry,
} from '@academie/platform';

import { type DatedOffering, dateOf } from './demo-dates';
import {
  type DemoCourse,
  demoCourseId,
  demoCourses,
  demoLocations,
  type DemoOffering,
  DEMO_FIRST_OFFERING,
  demoOfferings,
} from './demo-pattern';

interface Planned extends DatedOffering {
  offering: DemoOffering;
  course: DemoCourse;
}

/** Seats of an offering that everybody follows in their own time: more than will ever come. */
const ENOUGH = 1000;

/** The offerings of 2025 and of this year, with sessions and trainers. */
@Injectable()
export class DemoOfferingsSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('catalogue.demo-offerings')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.offering WHERE id = $1', [
      DEMO_FIRST_OFFERING,
    ]);
    if (loaded) return false;
    const offerings = demoOfferings();
    const courses = new Map(demoCourses().map((course) => [course.slug, course]));
    const planned = offerings.map((offering) => {
      const course = courses.get(offering.course);
      if (!course) throw new Error(`${offering.key} is of an unknown course`);
      return { offering, course, ...dateOf(offering, course, this.clock.now()) };
    });
    await this.database.transaction(async (tx) => {
      await this.addOfferings(tx, planned);
      await this.addSessions(tx, planned);
      await this.addTrainers(tx, offerings);
      await this.journal.recordPast(tx, planned.flatMap(history));
    });
    return true;
  }

  private async addOfferings(tx: EntityManager, planned: Planned[]): Promise<void> {
    await insertRows(
      tx,
      'catalogue.offering',
      planned.map(({ offering, course, ...dated }) => ({
        id: offering.id,
        course_id: demoCourseId(course.slug),
        status: dated.status,
        mode: course.mode,
        capacity: offering.capacity ?? course.capacity ?? ENOUGH,
        minimum: Math.min(offering.minimum ?? course.minimum ?? 0, offering.capacity ?? ENOUGH),
        enrol_opens_at: dated.opensAt,
        enrol_closes_at: dated.closesAt,
        starts_at: dated.sessions[0]?.startsAt ?? null,
        ends_at: dated.sessions.at(-1)?.endsAt ?? null,
        approval: offering.approval ?? 'none',
        decide_at: dated.decideAt,
        confidential: offering.confidential ?? false,
        admission: offering.confidential ? 'audience' : 'open',
        audiences: (offering.confidential && offering.from?.functions) || [],
        tags: offering.tags ?? [],
        note: '',
        cancel_reason: dated.cancelledAt && (offering.cancelReason ?? 'Gaat niet door.'),
        cancelled_at: dated.cancelledAt,
        created_at: dated.createdAt,
        version: 1,
        seats_taken: 0,
        overbooked: 0,
        waiting_count: 0,
      })),
    );
  }

  private async addSessions(tx: EntityManager, planned: Planned[]): Promise<void> {
    const links = new Map(demoLocations().map(({ code, link }) => [code, link]));
    await insertRows(
      tx,
      'catalogue.session',
      planned.flatMap(({ offering, sessions, status }) =>
        sessions.map(({ startsAt, endsAt }, index) => {
          const link = links.get(offering.location ?? '');
          return {
            id: demoId('session', `${offering.id}:${index}`),
            offering_id: offering.id,
            title: sessions.length > 1 ? `Deel ${index + 1}` : '',
            starts_at: startsAt,
            ends_at: endsAt,
            zone: 'Europe/Amsterdam',
            location_id: link ? null : demoId('location', offering.location ?? ''),
            online_url: link ? `${link}/${offering.key}` : null,
            status: status === 'cancelled' ? 'cancelled' : 'planned',
            sequence: 0,
          };
        }),
      ),
    );
  }

  private async addTrainers(tx: EntityManager, offerings: DemoOffering[]): Promise<void> {
    await insertRows(
      tx,
      'catalogue.offering_trainer',
      offerings.flatMap(({ id, trainers }) =>
        (trainers ?? []).map((email) => ({
          offering_id: id,
          person_id: demoId('person', email),
        })),
      ),
    );
  }
}

/** An hour after the last session, when the register is closed. */
export const heldAt = (endsAt: Date): Date => new Date(endsAt.getTime() + 3_600_000);

function history({ offering, course, status, ...dated }: Planned): PastEntry[] {
  const actorId = demoId('person', 'beheer@academie.example');
  const line = (action: EventName, recordedAt: Date, reason?: string): PastEntry => ({
    action,
    subjectId: offering.id,
    actorId,
    reason,
    data: { courseId: demoCourseId(course.slug) },
    recordedAt,
  });
  const lines = [line('offering.created', dated.createdAt)];
  if (dated.publishedAt) lines.push(line('offering.published', dated.publishedAt));
  if (dated.cancelledAt)
    lines.push(line('offering.cancelled', dated.cancelledAt, offering.cancelReason));
  const last = dated.sessions.at(-1);
  if (status === 'held' && last) lines.push(line('offering.held', heldAt(last.endsAt)));
  return lines;
}
