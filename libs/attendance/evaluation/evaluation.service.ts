import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { problemOf } from '@academie/enrolment';
import { Database, type FieldProblem, InvalidInput, Journal, rows } from '@academie/platform';

import { AddedQuestionQueries } from '../evaluation-question/added-question.queries';
import { AlreadyEvaluated, NothingToEvaluate } from './evaluation.errors';
import {
  EVALUATION_QUESTIONS,
  EVALUATION_REMARKS,
  type EvaluationQuestion,
  type EvaluationRemark,
  FEWEST_ANSWERS,
} from './evaluation-questions';
import { EvaluationQueries } from './evaluation.queries';

/** Scores of 1 to 5, and what somebody wrote beside them. */
export type Evaluation = Record<EvaluationQuestion, number> &
  Partial<Record<EvaluationRemark, string>>;

const COLUMNS = [...EVALUATION_QUESTIONS, ...EVALUATION_REMARKS].join(', ');

/** What somebody answered to a question that was added. */
export interface AddedGiven {
  questionId: string;
  answer: string;
}

/** Stores what people thought, without who it was. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly queries: EvaluationQueries,
    private readonly added: AddedQuestionQueries,
  ) {}

  /**
   * Keeps an answer. That this person answered and what was answered stand in two tables; all answers
   * of the offering are written anew in another order, so that neither their place nor the transaction
   * that wrote them tells which one came with whom. Every fifth answer releases itself and the four before.
   * @throws NothingToEvaluate, also for somebody else's enrolment; AlreadyEvaluated
   */
  async answer(
    actor: Actor,
    enrolmentId: string,
    evaluation: Evaluation,
    added: readonly AddedGiven[] = [],
  ): Promise<void> {
    const [invitation] = await this.queries.invitations(actor.id, enrolmentId);
    if (!invitation) throw new NothingToEvaluate();
    const { courseId, offeringId } = invitation;
    await this.database.transaction(async (tx) => {
      await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('evaluation:' || $1, 0))`, [
        offeringId,
      ]);
      const given = await this.checked(tx, courseId, offeringId, added);
      const [turn] = await rows(
        tx,
        `INSERT INTO attendance.evaluation_turn (offering_id, person_id) VALUES ($1, $2)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [offeringId, actor.id],
      );
      if (!turn) throw new AlreadyEvaluated();
      await rows(
        tx,
        `WITH before AS (
           DELETE FROM attendance.evaluation_answer WHERE offering_id = $1 RETURNING ${COLUMNS}, released
         ), added AS (
           SELECT ${COLUMNS}, false AS released FROM jsonb_populate_record(NULL::attendance.evaluation_answer, $2)
         )
         INSERT INTO attendance.evaluation_answer (offering_id, ${COLUMNS}, released)
         SELECT $1, ${COLUMNS}, released OR count(*) FILTER (WHERE NOT released) OVER () >= $3
           FROM (SELECT * FROM before UNION ALL SELECT * FROM added) AS answers
          ORDER BY random()`,
        [offeringId, JSON.stringify({ learned: '', better: '', ...evaluation }), FEWEST_ANSWERS],
      );
      await this.keepAdded(tx, offeringId, given);
      // Without an actor: the journal may not tell what the tables keep apart.
      await this.journal.record(tx, { action: 'evaluation.answered', subjectId: offeringId });
    });
  }

  // Of what is not asked any more nothing is kept: somebody may have had the form open.
  private async checked(
    tx: EntityManager,
    courseId: string,
    offeringId: string,
    given: readonly AddedGiven[],
  ): Promise<AddedGiven[]> {
    const questions = await this.added.ofOffering(courseId, offeringId, tx);
    const answers = new Map(given.map(({ questionId, answer }) => [questionId, answer.trim()]));
    const problems: FieldProblem[] = given
      .filter(({ questionId }) => !questions.some(({ id }) => id === questionId))
      .map(({ questionId }) => ({
        ...{ field: `answers.${questionId}`, code: 'isIn' },
        message: 'is not asked here',
      }));
    const asked = questions.filter(({ ended }) => !ended);
    for (const question of asked) {
      const answer = answers.get(question.id) ?? '';
      const code = question.required && answer === '' ? 'isNotEmpty' : problemOf(question, answer);
      if (code)
        problems.push({ field: `answers.${question.id}`, code, message: 'is no answer to this' });
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    return asked.flatMap(({ id }) => {
      const answer = answers.get(id);
      return answer ? [{ questionId: id, answer }] : [];
    });
  }

  // Rows of their own, so that not even the answers of one person stand together. All are written anew, and they
  // are released with the scores of the same five.
  private async keepAdded(
    tx: EntityManager,
    offeringId: string,
    given: readonly AddedGiven[],
  ): Promise<void> {
    await rows(
      tx,
      `WITH before AS (
         DELETE FROM attendance.added_answer WHERE offering_id = $1
         RETURNING question_id, answer, released
       ), added AS (
         SELECT (g->>'questionId')::uuid AS question_id, g->>'answer' AS answer, false AS released
           FROM jsonb_array_elements($2::jsonb) g
       ), open AS (
         SELECT EXISTS (SELECT FROM attendance.evaluation_answer
                         WHERE offering_id = $1 AND NOT released) AS waits
       )
       INSERT INTO attendance.added_answer (offering_id, question_id, answer, released)
       SELECT $1, question_id, answer, released OR NOT open.waits
         FROM (SELECT * FROM before UNION ALL SELECT * FROM added) AS answers, open
        ORDER BY random()`,
      [offeringId, JSON.stringify(given)],
    );
  }
}
