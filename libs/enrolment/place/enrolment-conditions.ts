import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type LockedOffering, type Question, questionKind } from '@academie/catalogue';
import {
  Clock,
  Database,
  FileStore,
  type FieldProblem,
  Forgets,
  InvalidInput,
  NotFound,
  rows,
} from '@academie/platform';

import { LearnedElsewhere } from '../earlier-learning/learned-elsewhere';
import { problemOf } from '../question/answer-check';
import { ProgrammeOrder, type StepFirst } from '../programme-order/programme-order.queries';
import type { ChosenDate } from '../programme-order/programme-standing';
import * as refusals from './enrolment.errors';
import { hasStarted, isClosed } from '../waiting-list/enrolment-window';

/** A course that somebody has to complete first. */
export interface MissingCourse {
  id: string;
  slug: string;
  title: string;
}

/** What somebody has to do or say before enrolling in an offering. */
export interface Conditions {
  missing: MissingCourse[];
  /** A step that comes first, of a programme that the person follows. */
  step?: StepFirst | undefined;
  questions: Question[];
}

/** Somebody who is to answer still, or to choose workshops. */
export interface Unanswered {
  enrolmentId: string;
  /** Since when the person has the seat. */
  since: Date;
  /** Something that has to be answered is among it, or no workshop was chosen at all. */
  required: boolean;
  /** Questions are open. */
  asked: boolean;
  /** In these rounds no workshop was chosen, and one still has a seat. */
  rounds: number[];
}

// Of the offering `o` and the enrolment `e`.
const MISSING = `EXISTS (
  SELECT FROM jsonb_array_elements(o.questions) WITH ORDINALITY q (question, nth)
   WHERE (q.question->>'required')::boolean AND NOT EXISTS (
     SELECT FROM enrolment.answer a WHERE a.enrolment_id = e.id AND a.position = q.nth - 1))`;

const ASKED = `o.questions IS NOT NULL AND (${MISSING} OR e.source IN ('coordinator', 'organiser') AND NOT EXISTS (
  SELECT FROM enrolment.answer a WHERE a.enrolment_id = e.id))`;
// Whoever has the seat, and however: also from a waiting list, where nothing could be chosen.
const OPEN_ROUNDS = `ARRAY(
  SELECT DISTINCT w.round FROM catalogue.known_workshop w
   WHERE w.offering_id = o.id AND coalesce(o.enrol_closes_at, o.starts_at) > $1
     AND w.seats > (SELECT count(*) FROM enrolment.workshop_choice c WHERE c.workshop_id = w.id)
     AND NOT EXISTS (SELECT FROM enrolment.workshop_choice c WHERE c.enrolment_id = e.id AND c.round = w.round)
   ORDER BY w.round)`;

/** What an enrolment tells of itself beside its state, so that a page asks only where there is something. */
export interface EnrolmentHints {
  /** When the person said to come. */
  comingAt: Date | null;
  /** Something has to be answered still. */
  asks: boolean;
  /** Somebody wrote to its participants. */
  news: boolean;
  /** There are workshops to choose from. */
  workshops: boolean;
}

/** Columns of these, of the enrolment `e` and its offering `o`. */
export const HINTS = `e.coming_at AS "comingAt",
  e.state = 'enrolled' AND o.questions IS NOT NULL AND ${MISSING} AS asks,
  EXISTS (SELECT FROM enrolment.direct_message d WHERE d.offering_id = e.offering_id) AS news,
  EXISTS (SELECT FROM catalogue.known_workshop w WHERE w.offering_id = e.offering_id) AS workshops`;

/** What an offering asks for besides a free seat: courses completed before, and answers. */
@Injectable()
export class EnrolmentConditions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly order: ProgrammeOrder,
    private readonly elsewhere: LearnedElsewhere,
  ) {}

  /** What this person has to do or say. @throws NotFound */
  async of(offeringId: string, personId: string, tx?: EntityManager): Promise<Conditions> {
    const found = await this.database.first<Conditions & ChosenDate>(
      `SELECT coalesce(o.questions, '[]') AS questions, o.course_id AS "courseId",
              o.starts_at AS "startsAt", o.ends_at AS "endsAt",
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
    const { missing: notFinished, questions, ...date } = found;
    // Of what was learned elsewhere nothing is finished here.
    const learned =
      notFinished.length > 0 ? await this.elsewhere.by(personId, tx) : new Set<string>();
    const missing = notFinished.filter(({ id }) => !learned.has(id));
    return { missing, questions, step: await this.order.first(date, personId, tx) };
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
    await rows(tx, 'DELETE FROM enrolment.answer WHERE enrolment_id = $1 AND file_id IS NULL', [
      enrolmentId,
    ]);
    const given = questions.flatMap((question, position) => {
      const answer = questionKind(question) === 'file' ? '' : answers[position]?.trim();
      return answer ? [{ position, question: question.text, answer }] : [];
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
  async forgetAnswers(tx: EntityManager, enrolmentIds: readonly string[]): Promise<void> {
    const gone = await rows<{ fileId: string | null }>(
      tx,
      'DELETE FROM enrolment.answer WHERE enrolment_id = ANY ($1) RETURNING file_id AS "fileId"',
      [enrolmentIds],
    );
    await this.store.remove(
      tx,
      gone.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
    );
  }

  /**
   * People with a seat in what is still to come who did not answer what has to be answered, whom somebody else
   * enrolled and who answered nothing, or who can still choose a workshop; by id, after `after`.
   */
  unanswered(after: string | null, limit: number): Promise<Unanswered[]> {
    return this.database.rows<Unanswered>(
      `SELECT "enrolmentId", since, asked, rounds,
              asked AND missing OR cardinality(rounds) > 0 AND NOT EXISTS (
                SELECT FROM enrolment.workshop_choice c WHERE c.enrolment_id = "enrolmentId") AS required
         FROM (SELECT e.id AS "enrolmentId", e.changed_at AS since, o.questions IS NOT NULL AND ${MISSING} AS missing,
                      ${ASKED} AS asked, ${OPEN_ROUNDS} AS rounds
                 FROM catalogue.offering o JOIN enrolment.enrolment e ON e.offering_id = o.id AND e.state = 'enrolled'
                WHERE o.status IN ('published', 'confirmed', 'running') AND o.starts_at > $1
                  AND ($2::uuid IS NULL OR e.id > $2)
                  AND (o.questions IS NOT NULL
                    OR EXISTS (SELECT FROM catalogue.known_workshop w WHERE w.offering_id = o.id))) open
        WHERE asked OR cardinality(rounds) > 0
        ORDER BY "enrolmentId" LIMIT $3`,
      [this.clock.now(), after, limit],
    );
  }

  /** The questions that an enrolment did not answer yet, in their order. */
  async open(
    tx: EntityManager,
    enrolmentId: string,
    questions: readonly Question[],
  ): Promise<Question[]> {
    const given = await rows<{ position: number }>(
      tx,
      'SELECT position FROM enrolment.answer WHERE enrolment_id = $1',
      [enrolmentId],
    );
    const answered = new Set(given.map(({ position }) => position));
    return questions.filter((_, position) => !answered.has(position));
  }

  /** Whether somebody with a seat can still choose a workshop in a round where none is chosen. */
  async choosing(enrolmentId: string): Promise<boolean> {
    const found = await this.database.first<{ open: boolean }>(
      `SELECT cardinality(${OPEN_ROUNDS}) > 0 AS open
         FROM catalogue.offering o JOIN enrolment.enrolment e ON e.offering_id = o.id
        WHERE e.id = $2 AND e.state = 'enrolled'`,
      [this.clock.now(), enrolmentId],
    );
    return found?.open ?? false;
  }

  /** Which of these enrolments of this person still have something that has to be answered before it begins. */
  async asking(personId: string, enrolmentIds: readonly string[]): Promise<string[]> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT e.id FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.id = ANY ($1) AND e.person_id = $2 AND o.questions IS NOT NULL
          AND (o.starts_at IS NULL OR o.starts_at > $3) AND ${MISSING}`,
      [enrolmentIds, personId, this.clock.now()],
    );
    return found.map(({ id }) => id);
  }
}

/**
 * Whether somebody may enrol as far as the conditions go. Only the person who enrols for themselves has to
 * answer: a colleague cannot know.
 * @throws PrerequisiteMissing, StepFirstMissing, StepOvertaken, InvalidInput for answers under `answers.<n>`
 */
export function requireConditions(
  { missing, step, questions }: Conditions,
  answers: readonly string[],
  forSelf: boolean,
): void {
  if (missing.length > 0)
    throw new refusals.PrerequisiteMissing({
      courses: missing.map(({ title }) => title).join(', '),
    });
  if (step) throw stepRefusal(step);
  const problems = questions.flatMap((question, index): FieldProblem[] => {
    // A file comes after the place is there.
    if (questionKind(question) === 'file') return [];
    const answer = answers[index]?.trim() ?? '';
    const field = `answers.${index}`;
    const code = problemOf(question, answer);
    if (code) return [{ field, code, message: `${field} is no answer to this question` }];
    return question.required && forSelf && answer === ''
      ? [{ field, code: 'isNotEmpty', message: `${field} should not be empty` }]
      : [];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** The refusal of a date that does not keep the order of a programme. */
export function stepRefusal({
  code,
  programme,
  courses,
}: StepFirst): refusals.StepFirstMissing | refusals.StepOvertaken {
  const params = {
    programme: programme.title,
    programmeSlug: programme.slug,
    courses: courses.map(({ title }) => title).join(', '),
  };
  return code === 'too-early'
    ? new refusals.StepFirstMissing(params)
    : new refusals.StepOvertaken(params);
}

export type OfferingWindow = Pick<LockedOffering, 'status' | 'startsAt' | 'enrolClosesAt'>;

/**
 * For what an organiser or coordinator does for others: says what keeps an offering closed.
 * @throws OfferingCancelled, NotPublished, OfferingStarted, EnrolmentClosed
 */
export function requireNotClosed(offering: OfferingWindow, now: Date): void {
  const { status } = offering;
  if (status === 'cancelled') throw new refusals.OfferingCancelled();
  if (status === 'concept' || status === 'inactive') throw new refusals.NotPublished();
  if (hasStarted(offering, now)) throw new refusals.OfferingStarted();
  if (isClosed(offering, now)) throw new refusals.EnrolmentClosed();
}
