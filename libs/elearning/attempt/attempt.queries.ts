import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { PractisedAnswer } from '../learning/learning.queries';
import type { DrawnQuestion } from './attempt.entity';

/** One try of a test. */
export interface AttemptRow {
  id: string;
  enrolmentId: string;
  versionId: string;
  lessonKey: string;
  number: number;
  questions: DrawnQuestion[];
  begunAt: Date;
  submittedAt: Date | null;
  percent: number | null;
  passed: boolean | null;
  /** What was chosen so far, as a form sends it; null when nothing was, and once it is handed in. */
  draft: Record<string, unknown> | null;
}

/** An answer as it was given. */
export interface AnswerRow extends PractisedAnswer {
  /** What a person who judged it wrote. */
  remark?: string | null;
}

const COLUMNS = `id, enrolment_id AS "enrolmentId", version_id AS "versionId",
  lesson_key AS "lessonKey", number, questions, begun_at AS "begunAt", submitted_at AS "submittedAt",
  percent, passed, draft`;

/** Attempts and answers of one learner. The caller has asked whose enrolment it is. */
@Injectable()
export class AttemptQueries {
  constructor(private readonly database: Database) {}

  /** The attempts of somebody in one test, the first one first. */
  ofLesson(enrolmentId: string, lessonKey: string, tx?: EntityManager): Promise<AttemptRow[]> {
    return this.database.rows<AttemptRow>(
      `SELECT ${COLUMNS} FROM elearning.attempt
        WHERE enrolment_id = $1 AND lesson_key = $2 ORDER BY number`,
      [enrolmentId, lessonKey],
      tx,
    );
  }

  /** The attempt of somebody in a test that is not handed in. */
  async openOf(enrolmentId: string, lessonKey: string): Promise<string | undefined> {
    const found = await this.database.first<{ id: string }>(
      `SELECT id FROM elearning.attempt
        WHERE enrolment_id = $1 AND lesson_key = $2 AND submitted_at IS NULL`,
      [enrolmentId, lessonKey],
    );
    return found?.id;
  }

  /** One attempt of this enrolment; undefined when there is none. */
  one(enrolmentId: string, id: string, tx?: EntityManager): Promise<AttemptRow | undefined> {
    return this.database.first<AttemptRow>(
      `SELECT ${COLUMNS} FROM elearning.attempt WHERE enrolment_id = $1 AND id = $2`,
      [enrolmentId, id],
      tx,
    );
  }

  /** Of an attempt that is not handed in; else nothing changes. */
  async keepDraft(attemptId: string, draft: object): Promise<void> {
    await this.database.rows(
      'UPDATE elearning.attempt SET draft = $2 WHERE id = $1 AND submitted_at IS NULL',
      [attemptId, JSON.stringify(draft)],
    );
  }

  async hasAnswer(id: string, tx?: EntityManager): Promise<boolean> {
    const found = await this.database.first(
      'SELECT 1 AS one FROM elearning.answer WHERE id = $1',
      [id],
      tx,
    );
    return found !== undefined;
  }

  answers(attemptId: string, tx?: EntityManager): Promise<AnswerRow[]> {
    return this.database.rows<AnswerRow>(
      `SELECT a.question_id AS "questionId", a.given, coalesce(r.score, a.score) AS score, r.remark
         FROM elearning.answer a LEFT JOIN elearning.review r ON r.answer_id = a.id
        WHERE a.attempt_id = $1`,
      [attemptId],
      tx,
    );
  }
}
