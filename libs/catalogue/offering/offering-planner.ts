import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, InvalidInput, Journal, newId, rows } from '@academie/platform';

import { CapacityBelowTaken, CourseNotFound } from '../catalogue.errors';
import { requireSoundAudience, setAudience } from '../course/audience';
import { findUnknownReferences } from '../course/reference-check';
import type { OfferingChange, OfferingRequest, SessionRequest } from './offering.dto';
import { type LockedOffering, lockManaged, requireRunning } from './offering-lock';
import { setOptions } from './offering-options';
import { type OfferingPlan, type PlannedSession, problemsOfPlan, spanOf } from './offering-rules';
import { OfferingSessions, type SessionChange } from './offering-sessions';
import { OfferingTrainers } from './offering-trainers';
import { requireManager } from '../course/theme-scope';

/** Who hears of a change, and of what. */
export interface Announcement {
  changes: SessionChange[];
  /** How many people have a seat. */
  participants: number;
  trainers: number;
}

/** Plans and changes offerings; a theme lead those of own themes, an administrator all. */
@Injectable()
export class OfferingPlanner {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly sessions: OfferingSessions,
    private readonly trainers: OfferingTrainers,
  ) {}

  /**
   * Plans an offering as a concept; nobody sees it before it is published.
   * @throws CourseNotFound, NotYourTheme, InvalidInput
   */
  create(actor: Actor, offering: OfferingRequest): Promise<string> {
    return this.database.transaction(async (tx) => {
      const plan = await this.newPlan(tx, actor, offering);
      const id = newId();
      await this.insert(tx, id, offering, plan);
      await setOptions(tx, id, offering, plan);
      await setAudience(tx, 'offering', id, offering);
      await requireSoundAudience(tx, 'offering', id, offering);
      await this.sessions.add(tx, id, plan.sessions);
      await this.trainers.set(tx, actor, id, offering.trainerIds ?? []);
      await this.journal.record(tx, {
        action: 'offering.created',
        subjectId: id,
        actorId: actor.id,
        data: { courseId: offering.courseId },
      });
      return id;
    });
  }

  /** Refuses what `create` refuses, and plans nothing. @throws CourseNotFound, NotYourTheme, InvalidInput */
  async tryOut(actor: Actor, offering: OfferingRequest): Promise<void> {
    await this.database.transaction((tx) => this.newPlan(tx, actor, offering));
  }

  /**
   * Changes what is given and leaves the rest; `sessions` replaces them all.
   * @throws OfferingNotFound, NotYourTheme, ChangedMeanwhile, OfferingIsOver, InvalidInput,
   *   CapacityBelowTaken
   */
  change(actor: Actor, id: string, version: number, change: OfferingChange): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { stored, plan } = await this.checked(tx, actor, id, version, change);
      const announced = stored.status !== 'concept';
      if (change.sessions)
        await this.sessions.replace(tx, actor, { id, announced }, plan.sessions, this.clock.now());
      await this.update(tx, id, change, plan);
      await setOptions(tx, id, change, plan);
      await setAudience(tx, 'offering', id, change);
      await requireSoundAudience(tx, 'offering', id, change);
      if (change.trainerIds) await this.trainers.set(tx, actor, id, change.trainerIds);
      await this.journal.record(tx, {
        action: 'offering.changed',
        subjectId: id,
        actorId: actor.id,
        data: { courseId: stored.courseId },
      });
    });
  }

  /**
   * What people will hear when this change is made: nothing unless sessions change of an offering that is
   * announced. Refuses what `change` refuses as far as sessions are not concerned.
   */
  announcement(
    actor: Actor,
    id: string,
    version: number,
    change: OfferingChange,
  ): Promise<Announcement> {
    return this.database.transaction(async (tx) => {
      const { stored, plan } = await this.checked(tx, actor, id, version, change);
      const known = stored.status !== 'concept' && change.sessions !== undefined;
      return {
        changes: known ? await this.sessions.changes(tx, id, plan.sessions) : [],
        participants: stored.seatsTaken + stored.overbooked,
        trainers: (await this.trainers.of(tx, id)).length,
      };
    });
  }

  private async newPlan(
    tx: EntityManager,
    actor: Actor,
    offering: OfferingRequest,
  ): Promise<OfferingPlan> {
    const { courseId } = offering;
    const [course] = await rows(tx, 'SELECT 1 FROM catalogue.course WHERE id = $1 FOR KEY SHARE', [
      courseId,
    ]);
    if (!course) throw new CourseNotFound();
    await requireManager(tx, actor, courseId);
    const plan: OfferingPlan = {
      capacity: offering.capacity,
      minimum: offering.minimum ?? 0,
      enrolOpensAt: dateOf(offering.enrolOpensAt),
      enrolClosesAt: dateOf(offering.enrolClosesAt),
      cancelUntil: dateOf(offering.cancelUntil),
      decideAt: dateOf(offering.decideAt),
      sessions: (offering.sessions ?? []).map(plannedOf),
    };
    await this.check(tx, offering, plan);
    return plan;
  }

  private async checked(
    tx: EntityManager,
    actor: Actor,
    id: string,
    version: number,
    change: OfferingChange,
  ): Promise<{ stored: LockedOffering; plan: OfferingPlan }> {
    const stored = await lockManaged(tx, actor, id, version);
    requireRunning(stored);
    const plan: OfferingPlan = {
      capacity: change.capacity ?? stored.capacity,
      minimum: change.minimum ?? stored.minimum,
      enrolOpensAt: changed(change.enrolOpensAt, stored.enrolOpensAt),
      enrolClosesAt: changed(change.enrolClosesAt, stored.enrolClosesAt),
      cancelUntil: changed(change.cancelUntil, stored.cancelUntil),
      decideAt: changed(change.decideAt, stored.decideAt),
      sessions: change.sessions?.map(plannedOf) ?? (await this.sessions.planned(tx, id)),
    };
    if (plan.capacity < stored.seatsTaken)
      throw new CapacityBelowTaken({ taken: stored.seatsTaken });
    await this.check(tx, change, plan);
    return { stored, plan };
  }

  private async check(tx: EntityManager, given: OfferingChange, plan: OfferingPlan): Promise<void> {
    const locations = Object.fromEntries(
      plan.sessions.map(({ locationId }, index) => [
        `sessions.${index}.locationId`,
        locationId ? [locationId] : [],
      ]),
    );
    // Named with its location: a room of another location is as unknown as none.
    const rooms = Object.fromEntries(
      plan.sessions.map(({ locationId, roomId }, index) => [
        `sessions.${index}.roomId`,
        roomId ? [`${locationId ?? ''}:${roomId}`] : [],
      ]),
    );
    const problems = [
      ...problemsOfPlan(plan, this.clock.now()),
      ...(await findUnknownReferences(tx, {
        location: locations,
        room: rooms,
        tag: { tags: given.tags ?? [] },
        function: { audiences: given.audiences ?? [] },
        group: { audienceGroupIds: given.audienceGroupIds ?? [] },
        organisation: { audienceOrganisationIds: given.audienceOrganisationIds ?? [] },
        trainer: { trainerIds: given.trainerIds ?? [] },
        person: { organiserId: given.organiserId ? [given.organiserId] : [] },
      })),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
  }

  private async insert(
    tx: EntityManager,
    id: string,
    offering: OfferingRequest,
    plan: OfferingPlan,
  ): Promise<void> {
    const span = spanOf(plan.sessions);
    await rows(
      tx,
      `INSERT INTO catalogue.offering (id, course_id, mode, capacity, minimum, enrol_opens_at, enrol_closes_at,
         starts_at, ends_at, organiser_id, confidential, audiences, tags, note, created_at, check_in, admission)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        ...[id, offering.courseId, offering.mode, plan.capacity, plan.minimum],
        ...[plan.enrolOpensAt, plan.enrolClosesAt, span?.startsAt ?? null, span?.endsAt ?? null],
        ...[offering.organiserId ?? null, offering.confidential ?? false],
        ...[offering.audiences ?? [], offering.tags ?? [], offering.note ?? '', this.clock.now()],
        ...[offering.checkIn ?? [], offering.admission ?? 'open'],
      ],
    );
  }

  private async update(
    tx: EntityManager,
    id: string,
    change: OfferingChange,
    plan: OfferingPlan,
  ): Promise<void> {
    const span = spanOf(plan.sessions);
    await rows(
      tx,
      `UPDATE catalogue.offering SET mode = coalesce($2, mode), capacity = $3, minimum = $4,
         enrol_opens_at = $5, enrol_closes_at = $6, starts_at = $7, ends_at = $8,
         organiser_id = CASE WHEN $9 THEN $10::uuid ELSE organiser_id END,
         confidential = coalesce($11, confidential), audiences = coalesce($12, audiences),
         tags = coalesce($13, tags), note = coalesce($14, note),
         check_in = coalesce($15, check_in), admission = coalesce($16, admission),
         version = version + 1
       WHERE id = $1`,
      [
        ...[id, change.mode, plan.capacity, plan.minimum, plan.enrolOpensAt, plan.enrolClosesAt],
        ...[span?.startsAt ?? null, span?.endsAt ?? null],
        ...[change.organiserId !== undefined, change.organiserId, change.confidential],
        ...[change.audiences, change.tags, change.note, change.checkIn, change.admission],
      ],
    );
  }
}

const dateOf = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

const changed = (given: string | null | undefined, stored: Date | null): Date | null =>
  given === undefined ? stored : dateOf(given);

const plannedOf = (session: SessionRequest): PlannedSession => ({
  id: session.id,
  title: session.title ?? '',
  startsAt: new Date(session.startsAt),
  endsAt: new Date(session.endsAt),
  locationId: session.locationId ?? null,
  roomId: session.roomId ?? null,
  onlineUrl: session.onlineUrl ?? null,
});
