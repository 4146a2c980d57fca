import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  type EventName,
  InvalidInput,
  Journal,
  newId,
  rows,
} from '@academie/platform';

import {
  CourseNotPublished,
  NothingPlanned,
  OfferingIsOver,
  PlaceMissing,
} from '../catalogue.errors';
import { CourseService } from '../course/course.service';
import { type LockedOffering, lockManaged, lockOffering, requireRunning } from './offering-lock';
import {
  daysBetween,
  type OfferingPlan,
  type PlannedSession,
  problemsOfPlan,
  shifted,
  spanOf,
} from './offering-rules';
import { OfferingSessions } from './offering-sessions';
import type { OfferingStatus } from './offering.entity';

/** How an offering goes: published, sure to go on, held or cancelled, and given again. */
@Injectable()
export class OfferingService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly sessions: OfferingSessions,
    private readonly courses: CourseService,
  ) {}

  /**
   * Lets people see it and enrol; `courseToo` publishes a course that is a draft with it, and with
   * `placeFollows` people read that the place of a session is still to come. Doing it twice changes nothing.
   * @throws OfferingIsOver, CourseNotPublished, NothingPlanned, PlaceMissing
   */
  publish(
    actor: Actor,
    id: string,
    { courseToo = false, placeFollows = false } = {},
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const offering = await lockManaged(tx, actor, id);
      requireRunning(offering);
      if (['published', 'confirmed', 'running'].includes(offering.status)) return;
      const draft = offering.courseStatus === 'draft';
      if (offering.courseStatus !== 'published' && !(courseToo && draft))
        throw new CourseNotPublished();
      const planned = await this.sessions.planned(tx, id);
      if (planned.length === 0 && offering.mode !== 'self_paced') throw new NothingPlanned();
      const isOnLocation = offering.mode === 'in_person' || offering.mode === 'hybrid';
      if (isOnLocation && !placeFollows && planned.some(({ locationId }) => locationId === null))
        throw new PlaceMissing();
      if (draft) await this.courses.publishIn(tx, actor, offering.courseId);
      await this.become(tx, offering, 'published', 'offering.published', actor);
    });
  }

  /** Says that it will be given, few or many. Doing it twice changes nothing. */
  confirm(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const offering = await lockManaged(tx, actor, id);
      requireRunning(offering);
      if (offering.status === 'published')
        await this.become(tx, offering, 'confirmed', 'offering.changed', actor);
    });
  }

  /** Takes back that it will be given, before the first session. Doing it twice changes nothing. */
  unconfirm(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const offering = await lockManaged(tx, actor, id);
      requireRunning(offering);
      const now = this.clock.now();
      if (offering.status !== 'confirmed') return;
      if (offering.startsAt && offering.startsAt <= now) throw new OfferingIsOver();
      await this.become(tx, offering, 'published', 'offering.changed', actor);
      // Else the job that decides would say at once again that there are enough people.
      await rows(
        tx,
        'UPDATE catalogue.offering SET decision_asked_at = $2 WHERE id = $1 AND decide_at <= $2',
        [id, now],
      );
    });
  }

  /**
   * Calls it off; enrolment frees the places and tells everyone. A second time changes nothing: then
   * the answer is false.
   * @throws OfferingIsOver when it was held
   */
  cancel(actor: Actor, id: string, reason: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const offering = await lockManaged(tx, actor, id);
      if (offering.status === 'cancelled') return false;
      requireRunning(offering);
      await rows(
        tx,
        `UPDATE catalogue.offering SET status = 'cancelled', cancel_reason = $2, cancelled_at = $3,
           version = version + 1 WHERE id = $1`,
        [id, reason, this.clock.now()],
      );
      const { courseId } = offering;
      await this.journal.record(tx, {
        action: 'offering.cancelled',
        subjectId: id,
        actorId: actor.id,
        reason,
        data: { courseId },
      });
      return true;
    });
  }

  /**
   * Plans it again on other days, one concept for each; windows and sessions keep their distance and
   * their time on the clock. A room that is taken on the new day is left out. Returns the ids, in the order of the days.
   * @throws InvalidInput when a session would begin in the hour that a night skips
   */
  copy(actor: Actor, id: string, days: readonly string[]): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      const offering = await lockManaged(tx, actor, id);
      const planned = await this.sessions.planned(tx, id);
      const copies: string[] = [];
      for (const [index, day] of days.entries())
        copies.push(await this.copyTo(tx, actor, offering, planned, day, `startOn.${index}`));
      return copies;
    });
  }

  /** Every register is closed: it has been. Called by attendance, inside its transaction. */
  async markHeld(tx: EntityManager, id: string, actor: Actor | undefined): Promise<void> {
    const offering = await lockOffering(tx, id);
    if (!['published', 'confirmed', 'running'].includes(offering.status)) return;
    await this.become(tx, offering, 'held', 'offering.held', actor);
  }

  /** A register was opened again. Called by attendance, inside its transaction. */
  async unmarkHeld(tx: EntityManager, id: string, actor: Actor | undefined): Promise<void> {
    const offering = await lockOffering(tx, id);
    if (offering.status !== 'held') return;
    await this.become(tx, offering, 'running', 'offering.unheld', actor);
  }

  private async become(
    tx: EntityManager,
    { id, courseId }: LockedOffering,
    status: OfferingStatus,
    action: EventName,
    actor: Actor | undefined,
  ): Promise<void> {
    await rows(
      tx,
      'UPDATE catalogue.offering SET status = $2, version = version + 1 WHERE id = $1',
      [id, status],
    );
    await this.journal.record(tx, {
      action,
      subjectId: id,
      actorId: actor?.id,
      data: { courseId },
    });
  }

  private async copyTo(
    tx: EntityManager,
    actor: Actor,
    offering: LockedOffering,
    planned: PlannedSession[],
    day: string,
    field: string,
  ): Promise<string> {
    const first = spanOf(planned)?.startsAt;
    const days = first ? daysBetween(dayOf(first), day) : 0;
    const move = (date: Date): Date => {
      const moved = shifted(date, days);
      if (moved) return moved;
      const message = 'a session would begin in the hour that this night skips';
      throw new InvalidInput([{ field, code: 'catalogue.no-such-hour', message }]);
    };
    const plan = {
      capacity: offering.capacity,
      minimum: offering.minimum,
      enrolOpensAt: first && offering.enrolOpensAt ? move(offering.enrolOpensAt) : null,
      enrolClosesAt: first && offering.enrolClosesAt ? move(offering.enrolClosesAt) : null,
      cancelUntil: first && offering.cancelUntil ? move(offering.cancelUntil) : null,
      decideAt: first && offering.decideAt ? move(offering.decideAt) : null,
      sessions: planned.map((session) => ({
        ...session,
        startsAt: move(session.startsAt),
        endsAt: move(session.endsAt),
      })),
    };
    const problems = problemsOfPlan(plan, this.clock.now());
    if (problems.length > 0) throw new InvalidInput(problems.map((one) => ({ ...one, field })));
    const sessions = await this.sessions.withFreeRooms(tx, plan.sessions);
    return this.insertCopy(tx, actor, offering, { ...plan, sessions });
  }

  private async insertCopy(
    tx: EntityManager,
    actor: Actor,
    offering: LockedOffering,
    plan: Omit<OfferingPlan, 'capacity' | 'minimum'>,
  ): Promise<string> {
    const id = newId();
    const span = spanOf(plan.sessions);
    await rows(
      tx,
      `INSERT INTO catalogue.offering (id, course_id, mode, capacity, minimum, enrol_opens_at, enrol_closes_at,
         starts_at, ends_at, organiser_id, confidential, admission, audiences, tags, note, check_in, created_at, approval,
         approval_days, offer_hours, coverage_first, questions, cancel_until, decide_at)
       SELECT $2, course_id, mode, capacity, minimum, $3, $4, $5, $6, organiser_id, confidential, admission, audiences,
              tags, note, check_in, $7, approval, approval_days, offer_hours, coverage_first, questions, $8, $9
         FROM catalogue.offering WHERE id = $1`,
      [
        ...[offering.id, id, plan.enrolOpensAt, plan.enrolClosesAt],
        ...[span?.startsAt ?? null, span?.endsAt ?? null, this.clock.now()],
        ...[plan.cancelUntil, plan.decideAt],
      ],
    );
    await rows(
      tx,
      `INSERT INTO catalogue.offering_audience (offering_id, organisation_id, organisation_kind, group_id)
       SELECT $2, organisation_id, organisation_kind, group_id
         FROM catalogue.offering_audience WHERE offering_id = $1`,
      [offering.id, id],
    );
    await rows(
      tx,
      `INSERT INTO catalogue.offering_trainer (offering_id, person_id)
       SELECT $2, person_id FROM catalogue.offering_trainer WHERE offering_id = $1`,
      [offering.id, id],
    );
    await this.sessions.add(tx, id, plan.sessions);
    const { courseId } = offering;
    await this.journal.record(tx, {
      action: 'offering.created',
      subjectId: id,
      actorId: actor.id,
      data: { courseId },
    });
    return id;
  }
}
