import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, InvalidInput, Journal, rows } from '@academie/platform';

import { AttemptQueries, type AttemptRow } from '../attempt/attempt.queries';
import { resultOf } from '../attempt/grading';
import { ContentQueries } from '../content/content.queries';
import { LearningService } from '../learning/learning.service';
import { ReviewQueries } from './review.queries';

/** What somebody thinks of one answer. */
export interface Judgement {
  questionId: string;
  /** 0 to 100. */
  percent: number;
  remark: string;
}

/** Judging the open answers of a test, after which it is passed or not. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly queries: ReviewQueries,
    private readonly attempts: AttemptQueries,
    private readonly content: ContentQueries,
    private readonly learning: LearningService,
  ) {}

  /**
   * Stores the judgements and what the test comes to. Of two who judge at once, the first one counts.
   * @throws NotFound, InvalidInput when an answer was not judged
   */
  async review(actor: Actor, attemptId: string, judgements: readonly Judgement[]): Promise<void> {
    const { enrolmentId, courseId } = await this.queries.one(actor, attemptId);
    const known = await this.attempts.one(enrolmentId, attemptId);
    if (!known) return;
    await this.database.transaction(async (tx) => {
      const learning = await this.learning.lock(
        tx,
        actor,
        { id: enrolmentId, courseId },
        known.versionId,
      );
      const attempt = await this.attempts.one(enrolmentId, attemptId, tx);
      if (!attempt || attempt.passed !== null) return;
      await this.store(tx, actor, attempt, judgements);
      const { test } = await this.content.lesson(attempt.versionId, attempt.lessonKey, tx);
      const scores = (await this.attempts.answers(attemptId, tx)).map(({ score }) => score);
      const result = resultOf(scores, test?.passMark ?? 100);
      if (!result) throw notJudged();
      await rows(tx, 'UPDATE elearning.attempt SET percent = $2, passed = $3 WHERE id = $1', [
        attemptId,
        result.percent,
        result.passed,
      ]);
      await this.journal.record(tx, {
        action: 'attempt.reviewed',
        subjectId: attemptId,
        actorId: actor.id,
        data: { enrolmentId, lessonKey: attempt.lessonKey, ...result },
      });
      if (result.passed)
        await this.learning.markDone(tx, actor, learning, attempt.lessonKey, {
          score: result.percent,
        });
    });
  }

  private async store(
    tx: EntityManager,
    actor: Actor,
    { id }: AttemptRow,
    judgements: readonly Judgement[],
  ): Promise<void> {
    await rows(
      tx,
      `INSERT INTO elearning.review (answer_id, score, remark, reviewed_by, reviewed_at)
       SELECT a.id, line.percent * 10, line.remark, $5, $6
         FROM unnest($2::uuid[], $3::int[], $4::text[]) AS line (question_id, percent, remark)
         JOIN elearning.answer a ON a.attempt_id = $1 AND a.question_id = line.question_id
        WHERE a.score IS NULL`,
      [
        id,
        judgements.map(({ questionId }) => questionId),
        judgements.map(({ percent }) => percent),
        judgements.map(({ remark }) => remark),
        actor.id,
        this.clock.now(),
      ],
    );
  }
}

const notJudged = (): InvalidInput =>
  new InvalidInput([
    { field: '', code: 'elearning.nothing-answered', message: 'an answer was not judged' },
  ]);
