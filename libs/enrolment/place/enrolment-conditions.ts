import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Question } from '@academie/catalogue';
import {
  Clock,
  Database,
  type FieldProblem,
  Forgets,
  InvalidInput,
  NotFound,
  rows,
} from '@academie/platform';

import { PrerequisiteMissing } from './enrolment.errors';

/** A course that somebody has to complete first. */
export interface MissingCourse {
  id: string;
  slug: string;
  title: string;
}

/** What somebody has to do or say before enrolling in an offering. */
export interface Conditions {
  missing: MissingCourse[];
  questions: Question[];
}

const MOST_TEXT = 500;

/** What an offering asks for besides a free seat: courses completed before, and answers. */
@Injectable()
export class EnrolmentConditions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What this person has to do or say. @throws NotFound */
  async of(offeringId: string, personId: string, tx?: EntityManager): Promise<Conditions> {
    const found = await this.database.first<Conditions>(
      `SELECT coalesce(o.questions, '[]') AS questions,
              (SELECT coalesce(json_agg(json_build_object('id', c.id, 'slug', c.slug, 'title', c.title)
                        ORDER BY c.title), '[]')
                 FROM catalogue.prerequisite r JOIN catalogue.course c ON c.id = r.required_id
                WHERE o.has_prerequisites AND r.course_id = o.course_id AND NOT EXISTS (
                  SELECT 1 FROM enrolment.enrolment e JOIN catalogue.offering f ON f.id = e.offering_id
                   WHERE e.person_id = $2 AND f.course_id = r.required_id AND e.state = 'finished'
                     AND e.outcome IN ('completed', 'waived'))) AS missing
         FROM catalogue.offering o WHERE o.id = $1`,
      [offeringId, personId],
      tx,
    );
    if (!found) throw new NotFound();
    return found;
  }

  /**
   * Writes down what somebody answered, in the words of the question. Empty answers are left out.
   * `answers` come in the order of the questions.
   */
  async saveAnswers(
    tx: EntityManager,
    enrolmentId: string,
    questions: readonly Question[],
    answers: readonly string[],
  ): Promise<void> {
    await rows(tx, 'DELETE FROM enrolment.answer WHERE enrolment_id = $1', [enrolmentId]);
    const given = questions.flatMap(({ text }, position) => {
      const answer = answers[position]?.trim();
      return answer ? [{ position, question: text, answer }] : [];
    });
    if (given.length === 0) return;
    await rows(
      tx,
      `INSERT INTO enrolment.answer (enrolment_id, position, question, answer)
       SELECT $1, position, question, answer
         FROM jsonb_to_recordset($2) AS given (position integer, question text, answer text)`,
      [enrolmentId, JSON.stringify(given)],
    );
  }

  /** Forgets answers of what is over or given up. */
  @Forgets({
    kind: 'enrolment.answers',
    days: 30,
    least: 1,
    most: 365,
    old: (before) =>
      `SELECT DISTINCT e.id::text AS key, o.ends_at AS at
         FROM enrolment.answer a JOIN enrolment.enrolment e ON e.id = a.enrolment_id
         JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.state IN ('cancelled', 'declined') OR o.status = 'cancelled' OR o.ends_at < ${before}`,
  })
  async forgetAnswers(tx: EntityManager, enrolmentIds: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM enrolment.answer WHERE enrolment_id = ANY ($1)', [enrolmentIds]);
  }
}

/**
 * Whether somebody may enrol as far as the conditions go. Only the person who enrols for themselves has to
 * answer: a colleague cannot know.
 * @throws PrerequisiteMissing, InvalidInput for answers under `answers.<n>`
 */
export function requireConditions(
  { missing, questions }: Conditions,
  answers: readonly string[],
  forSelf: boolean,
): void {
  if (missing.length > 0)
    throw new PrerequisiteMissing({ courses: missing.map(({ title }) => title).join(', ') });
  const problems = questions.flatMap(({ required }, index): FieldProblem[] => {
    const answer = answers[index]?.trim() ?? '';
    const field = `answers.${index}`;
    if (answer.length > MOST_TEXT)
      return [{ field, code: 'maxLength', message: `${field} is longer than ${MOST_TEXT}` }];
    return required && forSelf && answer === ''
      ? [{ field, code: 'isNotEmpty', message: `${field} should not be empty` }]
      : [];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
