import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  Forgets,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { ExerciseAccess } from './exercise-access';
import type { LessonRequest, ObservationRequest, StepRequest } from './exercise.dto';
import {
  ExerciseNotBegun,
  LessonIsPast,
  ObserverTakesPart,
  ObserverUnknown,
  OwnerUnknown,
  StepObserved,
  TooManySteps,
} from './exercise.errors';
import { ExerciseQueries } from './exercise.queries';

const MOST_STEPS = 60;

type Action =
  | 'exercise.step-added'
  | 'exercise.step-removed'
  | 'exercise.observer-added'
  | 'exercise.observer-removed'
  | 'exercise.observed'
  | 'exercise.lesson-added'
  | 'exercise.lesson-done'
  | 'exercise.lesson-reopened';

/** Scripts of exercises, what observers saw and what was learned. Words stay out of the journal: they are forgotten. */
@Injectable()
export class ExerciseService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: ExerciseAccess,
    private readonly queries: ExerciseQueries,
  ) {}

  /** The same step again changes nothing. @throws NotFound, NotAllowed, TooManySteps */
  addStep(actor: Actor, sessionId: string, step: StepRequest): Promise<void> {
    const { minute, action, role, expected } = step;
    return this.database.transaction(async (tx) => {
      await this.access.leading(actor, sessionId, tx);
      await lockScript(tx, sessionId);
      const steps = await rows<{ minute: number; action: string }>(
        tx,
        'SELECT minute, action FROM attendance.exercise_step WHERE session_id = $1',
        [sessionId],
      );
      if (steps.some((one) => one.minute === minute && one.action === action)) return;
      if (steps.length >= MOST_STEPS) throw new TooManySteps({ most: MOST_STEPS });
      const id = newId();
      await rows(
        tx,
        `INSERT INTO attendance.exercise_step (id, session_id, minute, role, action, expected)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, sessionId, minute, role ?? '', action, expected ?? ''],
      );
      await this.record(tx, actor, 'exercise.step-added', sessionId, { stepId: id });
    });
  }

  /** @throws NotFound, NotAllowed, StepObserved */
  removeStep(actor: Actor, sessionId: string, stepId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.access.leading(actor, sessionId, tx);
      // Locked as observers lock it: what is noted meanwhile is seen here.
      const [step] = await rows<{ id: string }>(
        tx,
        'SELECT id FROM attendance.exercise_step WHERE id = $1 AND session_id = $2 FOR UPDATE',
        [stepId, sessionId],
      );
      if (!step) throw new NotFound();
      const [observed] = await rows(
        tx,
        'SELECT 1 FROM attendance.exercise_observation WHERE step_id = $1 LIMIT 1',
        [stepId],
      );
      if (observed) throw new StepObserved();
      await rows(tx, 'DELETE FROM attendance.exercise_step WHERE id = $1', [stepId]);
      await this.record(tx, actor, 'exercise.step-removed', sessionId, { stepId });
    });
  }

  /** Twice changes nothing. @throws NotFound, NotAllowed, ObserverUnknown, ObserverTakesPart */
  addObserver(actor: Actor, sessionId: string, address: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.access.leading(actor, sessionId, tx);
      const [person] = await rows<{ id: string }>(
        tx,
        `SELECT p.id FROM people.primary_address a JOIN people.person_name p ON p.id = a.person_id
          WHERE a.address = $1 AND p.status = 'active'`,
        [address.toLowerCase()],
      );
      if (!person) throw new ObserverUnknown();
      if (await this.queries.takesPart(person.id, sessionId, tx)) throw new ObserverTakesPart();
      const [added] = await rows(
        tx,
        `INSERT INTO attendance.exercise_observer (session_id, person_id) VALUES ($1, $2)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [sessionId, person.id],
      );
      if (added)
        await this.record(tx, actor, 'exercise.observer-added', sessionId, { personId: person.id });
    });
  }

  /** What that person noted stays. Twice changes nothing. @throws NotFound, NotAllowed */
  removeObserver(actor: Actor, sessionId: string, personId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.access.leading(actor, sessionId, tx);
      const [gone] = await rows(
        tx,
        `DELETE FROM attendance.exercise_observer WHERE session_id = $1 AND person_id = $2 RETURNING 1`,
        [sessionId, personId],
      );
      if (gone) await this.record(tx, actor, 'exercise.observer-removed', sessionId, { personId });
    });
  }

  /** Notes what was seen of a step, in place of what this person noted before. @throws NotFound, NotAllowed, ExerciseNotBegun */
  observe(
    actor: Actor,
    sessionId: string,
    stepId: string,
    { rating, body }: ObservationRequest,
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { startsAt } = await this.access.reached(actor, sessionId, tx);
      const now = this.clock.now();
      if (now < startsAt) throw new ExerciseNotBegun();
      const [step] = await rows(
        tx,
        'SELECT 1 FROM attendance.exercise_step WHERE id = $1 AND session_id = $2 FOR SHARE',
        [stepId, sessionId],
      );
      if (!step) throw new NotFound();
      const [changed] = await rows(
        tx,
        `INSERT INTO attendance.exercise_observation AS o (id, step_id, author_id, rating, body, noted_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (step_id, author_id) DO UPDATE
            SET rating = excluded.rating, body = excluded.body, noted_at = excluded.noted_at
          WHERE (o.rating, o.body) IS DISTINCT FROM (excluded.rating, excluded.body) RETURNING 1`,
        [newId(), stepId, actor.id, rating, body ?? '', now],
      );
      if (changed) await this.record(tx, actor, 'exercise.observed', sessionId, { stepId });
    });
  }

  /** The same lesson again changes nothing. @throws NotFound, NotAllowed, OwnerUnknown, LessonIsPast */
  addLesson(actor: Actor, sessionId: string, lesson: LessonRequest): Promise<void> {
    const { body, ownerId, dueOn } = lesson;
    return this.database.transaction(async (tx) => {
      await this.access.leading(actor, sessionId, tx);
      await lockScript(tx, sessionId);
      const owners = await this.queries.owners(sessionId, actor.id, tx);
      if (!owners.some(({ id }) => id === ownerId)) throw new OwnerUnknown();
      if (dueOn < dayOf(this.clock.now())) throw new LessonIsPast();
      const id = newId();
      const [added] = await rows(
        tx,
        `INSERT INTO attendance.exercise_lesson (id, session_id, body, owner_id, due_on, written_at)
         SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (
           SELECT FROM attendance.exercise_lesson
            WHERE session_id = $2 AND body = $3 AND owner_id = $4 AND due_on = $5) RETURNING 1`,
        [id, sessionId, body, ownerId, dueOn, this.clock.now()],
      );
      if (added)
        await this.record(tx, actor, 'exercise.lesson-added', sessionId, { lessonId: id, ownerId });
    });
  }

  /** Its owner says so, or who leads the exercise. Twice changes nothing. @throws NotFound, NotAllowed */
  setDone(actor: Actor, sessionId: string, lessonId: string, done: boolean): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { leads } = await this.access.reached(actor, sessionId, tx);
      const [lesson] = await rows<{ done: boolean }>(
        tx,
        `SELECT done_at IS NOT NULL AS done FROM attendance.exercise_lesson
          WHERE id = $1 AND session_id = $2 AND ($3 OR owner_id = $4) FOR UPDATE`,
        [lessonId, sessionId, leads, actor.id],
      );
      if (!lesson) throw new NotFound();
      if (lesson.done === done) return;
      await rows(tx, 'UPDATE attendance.exercise_lesson SET done_at = $2 WHERE id = $1', [
        lessonId,
        done ? this.clock.now() : null,
      ]);
      const action = done ? 'exercise.lesson-done' : 'exercise.lesson-reopened';
      await this.record(tx, actor, action, sessionId, { lessonId });
    });
  }

  /** Forgets what observers noted: the lessons are what stays of it for a while. */
  @Forgets({
    kind: 'attendance.observations',
    days: 365,
    least: 30,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, noted_at AS at FROM attendance.exercise_observation WHERE noted_at < ${before}`,
  })
  async forgetObservations(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM attendance.exercise_observation WHERE id = ANY ($1)', [ids]);
  }

  /** Forgets lessons of years ago. */
  @Forgets({
    kind: 'attendance.lessons',
    days: 1095,
    least: 90,
    most: 3650,
    old: (before) =>
      `SELECT id::text AS key, written_at AS at FROM attendance.exercise_lesson WHERE written_at < ${before}`,
  })
  async forgetLessons(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM attendance.exercise_lesson WHERE id = ANY ($1)', [ids]);
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: Action,
    sessionId: string,
    data: Record<string, string>,
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId: sessionId, actorId: actor.id, data });
  }
}

// Two who write one script wait for each other, and nobody else.
const lockScript = (tx: EntityManager, sessionId: string): Promise<object[]> =>
  rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('exercise:' || $1, 0))`, [sessionId]);
