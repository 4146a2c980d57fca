import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { Rating } from './exercise.entity';

/** What one observer saw of a step. */
export interface ObservationRow {
  authorId: string;
  author: string;
  rating: Rating;
  body: string;
}

export interface StepRow {
  id: string;
  minute: number;
  role: string;
  action: string;
  expected: string;
  observations: ObservationRow[];
}

export interface LessonOfExercise {
  id: string;
  body: string;
  ownerId: string;
  owner: string;
  dueOn: string;
  done: boolean;
}

export interface PersonRef {
  id: string;
  name: string;
}

/** What an observer has to know of the session. */
export interface ObservedSession {
  id: string;
  courseId: string;
  courseTitle: string;
  startsAt: Date;
  endsAt: Date;
}

/** SQL: the person takes part in the session `s`, or waits to, and is to be surprised by it. */
const takesPart = (person: string): string =>
  `(EXISTS (SELECT FROM enrolment.held_place h WHERE h.offering_id = s.offering_id AND h.person_id = ${person})
    OR EXISTS (SELECT FROM enrolment.wanted_place w WHERE w.offering_id = s.offering_id AND w.person_id = ${person}))`;

/** What the person of the parameter `person` observes and takes no part in, under a condition on the session `s` or the row `o`. */
export const observedBy = (person: string, where: string): string => `
  SELECT s.id, k.course_id AS "courseId", k.course_title AS "courseTitle", s.starts_at AS "startsAt",
         s.ends_at AS "endsAt"
    FROM attendance.exercise_observer o
    JOIN catalogue.planned_session s ON s.id = o.session_id
    JOIN catalogue.course_of_offering k ON k.offering_id = s.offering_id
   WHERE o.person_id = ${person} AND ${where} AND NOT ${takesPart(person)} AND k.offering_status <> 'cancelled'
   ORDER BY s.starts_at, s.id LIMIT 4`;

const MOST_LESSONS = 200;

/** Scripts of exercises. Who may read them, ExerciseAccess has said. */
@Injectable()
export class ExerciseQueries {
  constructor(private readonly database: Database) {}

  /** The steps in order, with what was seen: of everybody, or of one observer. */
  steps(sessionId: string, authorId: string | null): Promise<StepRow[]> {
    return this.database.rows<StepRow & Record<string, unknown>>(
      `SELECT s.id, s.minute, s.role, s.action, s.expected,
              (SELECT coalesce(json_agg(json_build_object('authorId', o.author_id, 'author', p.name,
                        'rating', o.rating, 'body', o.body) ORDER BY p.sort_name), '[]')
                 FROM attendance.exercise_observation o JOIN people.person_name p ON p.id = o.author_id
                WHERE o.step_id = s.id AND ($2::uuid IS NULL OR o.author_id = $2)) AS observations
         FROM attendance.exercise_step s WHERE s.session_id = $1 ORDER BY s.minute, s.id`,
      [sessionId, authorId],
    );
  }

  lessons(sessionId: string): Promise<LessonOfExercise[]> {
    return this.database.rows<LessonOfExercise & Record<string, unknown>>(
      `SELECT l.id, l.body, l.owner_id AS "ownerId", p.name AS owner, l.due_on::text AS "dueOn",
              l.done_at IS NOT NULL AS done
         FROM attendance.exercise_lesson l JOIN people.person_name p ON p.id = l.owner_id
        WHERE l.session_id = $1 ORDER BY l.done_at IS NOT NULL, l.due_on, l.id LIMIT ${MOST_LESSONS}`,
      [sessionId],
    );
  }

  observers(sessionId: string): Promise<PersonRef[]> {
    return this.database.rows<PersonRef & Record<string, unknown>>(
      `SELECT p.id, p.name FROM attendance.exercise_observer o JOIN people.person_name p ON p.id = o.person_id
        WHERE o.session_id = $1 ORDER BY p.sort_name`,
      [sessionId],
    );
  }

  /** Who may answer for a lesson: who gives it or watches it, and who asks. */
  owners(sessionId: string, askerId: string, tx?: EntityManager): Promise<PersonRef[]> {
    return this.database.rows<PersonRef & Record<string, unknown>>(
      `SELECT p.id, p.name FROM people.person_name p
        WHERE p.id = $2 OR EXISTS (SELECT FROM catalogue.session_giver g
                 WHERE g.session_id = $1 AND g.person_id = p.id)
           OR EXISTS (SELECT FROM attendance.exercise_observer o WHERE o.session_id = $1 AND o.person_id = p.id)
        ORDER BY p.sort_name`,
      [sessionId, askerId],
      tx,
    );
  }

  /** Whether this person takes part in the session, or waits to. */
  async takesPart(personId: string, sessionId: string, tx?: EntityManager): Promise<boolean> {
    const found = await this.database.first(
      `SELECT 1 FROM catalogue.planned_session s WHERE s.id = $2 AND ${takesPart('$1')}`,
      [personId, sessionId],
      tx,
    );
    return found !== undefined;
  }

  /** The session, when this person observes it and takes no part in it. */
  async asObserver(
    personId: string,
    sessionId: string,
    tx?: EntityManager,
  ): Promise<ObservedSession | undefined> {
    return this.database.first<ObservedSession & Record<string, unknown>>(
      observedBy('$1', 'o.session_id = $2'),
      [personId, sessionId],
      tx,
    );
  }
}
