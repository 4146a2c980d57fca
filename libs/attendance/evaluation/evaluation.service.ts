import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, Journal, rows } from '@academie/platform';

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

/** Stores what people thought, without who it was. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly queries: EvaluationQueries,
  ) {}

  /**
   * Keeps an answer. That this person answered and what was answered stand in two tables; all answers
   * of the offering are written anew in another order, so that neither their place nor the transaction
   * that wrote them tells which one came with whom. Every fifth answer releases itself and the four before.
   * @throws NothingToEvaluate, also for somebody else's enrolment; AlreadyEvaluated
   */
  async answer(actor: Actor, enrolmentId: string, evaluation: Evaluation): Promise<void> {
    const [invitation] = await this.queries.invitations(actor.id, enrolmentId);
    if (!invitation) throw new NothingToEvaluate();
    const { offeringId } = invitation;
    await this.database.transaction(async (tx) => {
      await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('evaluation:' || $1, 0))`, [
        offeringId,
      ]);
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
      // Without an actor: the journal may not tell what the tables keep apart.
      await this.journal.record(tx, { action: 'evaluation.answered', subjectId: offeringId });
    });
  }
}
