import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { AddedKind } from './added-question.entity';

/** A question that was added to the evaluation of a course or an offering. */
export interface AddedQuestionRow {
  id: string;
  /** Null: of every offering of the course. */
  offeringId: string | null;
  text: string;
  kind: AddedKind;
  options: string[];
  required: boolean;
  /** It is no longer asked. */
  ended: boolean;
}

/** How a question was answered in one offering. */
export interface AddedResult {
  questionId: string;
  offeringId: string;
  answers: string[];
}

const QUESTION = `q.id, q.offering_id AS "offeringId", q.text, q.kind, q.options, q.required,
  q.ended_at IS NOT NULL AS ended`;

/** Questions that were added to evaluations. Who may see their answers, the evaluation says. */
@Injectable()
export class AddedQuestionQueries {
  constructor(private readonly database: Database) {}

  /** What is, or was, asked of an offering: first what its course asks. */
  ofOffering(
    courseId: string,
    offeringId: string,
    tx?: EntityManager,
  ): Promise<AddedQuestionRow[]> {
    return this.database.rows<AddedQuestionRow & Record<string, unknown>>(
      `SELECT ${QUESTION} FROM attendance.added_question q
        WHERE q.course_id = $1 AND (q.offering_id IS NULL OR q.offering_id = $2)
        ORDER BY q.offering_id NULLS FIRST, q.id`,
      [courseId, offeringId],
      tx,
    );
  }

  /** What is asked of every offering of a course. */
  ofCourse(courseId: string): Promise<AddedQuestionRow[]> {
    return this.database.rows<AddedQuestionRow & Record<string, unknown>>(
      `SELECT ${QUESTION} FROM attendance.added_question q
        WHERE q.course_id = $1 AND q.offering_id IS NULL ORDER BY q.id`,
      [courseId],
    );
  }

  /**
   * The answers that may be read, in an order that tells nothing. `complete` are offerings of which all answers
   * are shown, since nobody can answer any more.
   */
  answers(offeringIds: readonly string[], complete: readonly string[]): Promise<AddedResult[]> {
    return this.database.rows<AddedResult & Record<string, unknown>>(
      `SELECT a.question_id AS "questionId", a.offering_id AS "offeringId",
              array_agg(a.answer ORDER BY md5(a.answer || a.id::text)) AS answers
         FROM attendance.added_answer a
        WHERE a.offering_id = ANY ($1) AND (a.released OR a.offering_id = ANY ($2))
        GROUP BY a.question_id, a.offering_id`,
      [offeringIds, complete],
    );
  }
}
