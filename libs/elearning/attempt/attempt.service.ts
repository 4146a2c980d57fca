import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  insertRows,
  InvalidInput,
  Journal,
  newId,
  NotFound,
  rows,
  longMoment,
} from '@academie/platform';

import type { TestRules } from '../content/lesson.entity';
import { ContentQueries, type LessonRow } from '../content/content.queries';
import {
  AttemptTooSoon,
  AttemptUnderReview,
  NoAttemptsLeft,
  NothingAnswered,
} from '../elearning.errors';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService, type LockedLearning } from '../learning/learning.service';
import { orderInLesson } from '../question-types/question-types';
import { AttemptQueries, type AttemptRow } from './attempt.queries';
import { FirstAttempts } from './first-attempts';
import {
  drawQuestions,
  type Graded,
  gradeAll,
  gradeOne,
  questionsOf,
  resultOf,
  sentFor,
} from './grading';

const MINUTE = 60_000;

/** What a form sent, by question: `{ <id>: '0' }`. */
type Fields = Readonly<Record<string, unknown>>;

/** Taking a test, and answering a question in a lesson. Scores are made here and nowhere else. */
@Injectable()
export class AttemptService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly content: ContentQueries,
    private readonly learners: LearningQueries,
    private readonly learning: LearningService,
    private readonly queries: AttemptQueries,
    private readonly firsts: FirstAttempts,
  ) {}

  /**
   * Begins an attempt, or goes on with the one that is open. `versionId` is what the page showed.
   * Returns its id.
   * @throws NotFound, NoAttemptsLeft, AttemptTooSoon, AttemptUnderReview
   */
  async begin(
    actor: Actor,
    enrolmentId: string,
    versionId: string,
    lessonKey: string,
  ): Promise<string> {
    const asked = { personId: actor.id, enrolmentId, versionId, lessonKey };
    const first = await this.firsts.begin(asked);
    if (first) return first;
    const enrolment = await this.learners.own(actor, enrolmentId);
    return this.database.transaction(async (tx) => {
      const learning = await this.learning.lock(tx, actor, enrolment, versionId);
      const { test, blocks } = await this.content.lesson(learning.versionId, lessonKey, tx);
      if (!test) throw new NotFound();
      const before = await this.queries.ofLesson(enrolmentId, lessonKey, tx);
      const open = before.find(({ submittedAt }) => submittedAt === null);
      if (open) return open.id;
      mayBegin(test, before, this.clock.now());
      const id = newId();
      await insertRows(tx, 'elearning.attempt', [
        {
          id,
          enrolment_id: enrolmentId,
          version_id: learning.versionId,
          lesson_key: lessonKey,
          number: before.length + 1,
          questions: drawQuestions(blocks, test, (below) => randomInt(below)),
          begun_at: this.clock.now(),
        },
      ]);
      return id;
    });
  }

  /**
   * Hands an attempt in: answers and score are stored, and a test that is passed is done. Handing in again
   * changes nothing.
   * @throws NotFound, InvalidInput with a problem at `a.<question>` for each that was not answered
   */
  async submit(
    actor: Actor,
    enrolmentId: string,
    attemptId: string,
    fields: Fields,
    at: Date = this.clock.now(),
  ): Promise<void> {
    const enrolment = await this.learners.own(actor, enrolmentId);
    const known = await this.queries.one(enrolmentId, attemptId);
    if (!known) throw new NotFound();
    await this.database.transaction(async (tx) => {
      const learning = await this.learning.lock(tx, actor, enrolment, known.versionId);
      const attempt = await this.queries.one(enrolmentId, attemptId, tx);
      if (!attempt || attempt.submittedAt) return;
      const lesson = await this.content.lesson(attempt.versionId, attempt.lessonKey, tx);
      const graded = gradeAll(lesson.blocks, attempt.questions, fields);
      mustBeAnswered(graded);
      // Nobody hands in before the attempt began, whatever a device says.
      const moment = at < attempt.begunAt ? attempt.begunAt : at;
      await this.keep(tx, { learning, lesson, attempt, graded, actor, at: moment });
    });
  }

  /**
   * Keeps an answer to a question in a lesson; as often as one likes. With an id of its own it is kept once,
   * however often it comes.
   * @throws NotFound, NothingAnswered
   */
  async practise(
    actor: Actor,
    enrolmentId: string,
    question: { versionId: string; lessonKey: string; questionId: string },
    fields: Fields,
    { id, at = this.clock.now() }: { id?: string; at?: Date } = {},
  ): Promise<void> {
    const enrolment = await this.learners.own(actor, enrolmentId);
    await this.database.transaction(async (tx) => {
      const learning = await this.learning.lock(tx, actor, enrolment, question.versionId, at);
      const lesson = await this.content.lesson(learning.versionId, question.lessonKey, tx);
      const block = questionsOf(lesson.blocks).find(({ id }) => id === question.questionId);
      if (!block || lesson.test) throw new NotFound();
      const order = orderInLesson(block.kind, block.body, block.id);
      const graded = gradeOne(block, order, fields);
      if (graded.given === null) throw new NothingAnswered();
      if (id && (await this.queries.hasAnswer(id, tx))) return;
      await this.addAnswers(tx, learning, lesson, [graded], { attemptId: null, at, id });
    });
  }

  /** What somebody chose so far in an attempt that is not handed in; shown again on any device. @throws NotFound */
  async keepDraft(
    actor: Actor,
    enrolmentId: string,
    attemptId: string,
    fields: Fields,
  ): Promise<void> {
    await this.learners.own(actor, enrolmentId);
    const known = await this.queries.one(enrolmentId, attemptId);
    if (!known) throw new NotFound();
    const draft = Object.fromEntries(
      known.questions.flatMap(({ id }) =>
        Object.entries(sentFor(fields, id)).map(([what, value]) => [
          what ? `${id}_${what}` : id,
          value,
        ]),
      ),
    );
    await this.queries.keepDraft(attemptId, draft);
  }

  private async keep(tx: EntityManager, done: Submission): Promise<void> {
    const { learning, lesson, attempt, graded, actor, at } = done;
    const passMark = lesson.test?.passMark ?? 100;
    const result = resultOf(
      graded.map(({ score }) => score),
      passMark,
    );
    await this.addAnswers(tx, learning, lesson, graded, { attemptId: attempt.id, at });
    await rows(
      tx,
      `UPDATE elearning.attempt SET submitted_at = $2, percent = $3, passed = $4, draft = NULL WHERE id = $1`,
      [attempt.id, at, result?.percent ?? null, result?.passed ?? null],
    );
    await this.journal.record(tx, {
      action: 'attempt.submitted',
      subjectId: attempt.id,
      actorId: actor.id,
      data: { enrolmentId: learning.enrolmentId, lessonKey: lesson.key, ...result },
    });
    if (result?.passed)
      await this.learning.markDone(tx, actor, learning, lesson.key, {
        score: result.percent,
        at,
      });
  }

  private async addAnswers(
    tx: EntityManager,
    { enrolmentId }: LockedLearning,
    lesson: LessonRow,
    graded: readonly Graded[],
    { attemptId, at, id }: { attemptId: string | null; at: Date; id?: string | undefined },
  ): Promise<void> {
    await insertRows(
      tx,
      'elearning.answer',
      graded.map(({ questionId, given, score }) => ({
        id: id ?? newId(),
        enrolment_id: enrolmentId,
        attempt_id: attemptId,
        version_id: lesson.versionId,
        lesson_key: lesson.key,
        question_id: questionId,
        given,
        score,
        given_at: at,
      })),
    );
  }
}

interface Submission {
  learning: LockedLearning;
  lesson: LessonRow;
  attempt: AttemptRow;
  graded: readonly Graded[];
  actor: Actor;
  at: Date;
}

/** @throws NoAttemptsLeft, AttemptTooSoon, AttemptUnderReview */
function mayBegin(test: TestRules, before: readonly AttemptRow[], now: Date): void {
  if (before.at(-1)?.passed === null) throw new AttemptUnderReview();
  if (test.attempts !== null && before.length >= test.attempts) throw new NoAttemptsLeft();
  const from = nextAttemptAt(test, before);
  if (from && from > now) throw new AttemptTooSoon({ from: longMoment(from) });
}

/** From when the next attempt may begin; undefined when there was none before. */
export function nextAttemptAt(
  { coolingMinutes }: TestRules,
  before: readonly AttemptRow[],
): Date | undefined {
  const last = before.at(-1)?.submittedAt;
  return last ? new Date(last.getTime() + coolingMinutes * MINUTE) : undefined;
}

/** @throws InvalidInput */
function mustBeAnswered(graded: readonly Graded[]): void {
  const open = graded.filter(({ given }) => given === null);
  if (open.length === 0) return;
  throw new InvalidInput(
    open.map(({ questionId }) => ({
      field: `a.${questionId}`,
      code: 'elearning.nothing-answered',
      message: 'this question was not answered',
    })),
  );
}
