import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import type { AddedQuestionRequest } from './added-question.dto';
import { QuestionAsked, TooManyQuestions } from './added-question.errors';

/** As many as are added to one course, and to one offering besides. */
export const MOST_ADDED = 5;

/** Of which evaluation a question is: of all of a course, or of one offering. */
export interface AskedOf {
  courseId: string;
  offeringId: string | null;
}

/** Adds questions to evaluations and ends them; for who manages the course. */
@Injectable()
export class AddedQuestionService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly manage: ManageQueries,
  ) {}

  /** Which course it is, when this person manages it. @throws CourseNotFound, NotYourTheme */
  async ofCourse(actor: Actor, courseId: string): Promise<AskedOf> {
    await this.manage.course(actor, courseId);
    return { courseId, offeringId: null };
  }

  /** @throws OfferingNotFound, NotYourTheme */
  async ofOffering(actor: Actor, offeringId: string): Promise<AskedOf> {
    const { courseId } = await this.manage.offering(actor, offeringId);
    return { courseId, offeringId };
  }

  /** The caller has asked who may. @throws TooManyQuestions, QuestionAsked */
  add(actor: Actor, of: AskedOf, question: AddedQuestionRequest): Promise<string> {
    const { text, kind, options, required } = question;
    return this.database.transaction(async (tx) => {
      const asked = await this.lockAsked(tx, of);
      if (asked.some((one) => one.text === text)) throw new QuestionAsked();
      if (asked.length >= MOST_ADDED) throw new TooManyQuestions({ most: MOST_ADDED });
      const id = newId();
      const chosen = kind === 'choice' || kind === 'several' ? [...new Set(options)] : [];
      await rows(
        tx,
        `INSERT INTO attendance.added_question (id, course_id, offering_id, text, kind, options, required)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, of.courseId, of.offeringId, text, kind, chosen, required],
      );
      await this.record(tx, actor, 'evaluation-question.added', of, id);
      return id;
    });
  }

  /** Not asked any more; its answers stay. Again changes nothing. @throws NotFound */
  end(actor: Actor, of: AskedOf, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [found] = await rows<{ endedAt: Date | null }>(
        tx,
        `SELECT ended_at AS "endedAt" FROM attendance.added_question
          WHERE id = $1 AND course_id = $2 AND offering_id IS NOT DISTINCT FROM $3 FOR UPDATE`,
        [id, of.courseId, of.offeringId],
      );
      if (!found) throw new NotFound();
      if (found.endedAt) return;
      await rows(tx, 'UPDATE attendance.added_question SET ended_at = $2 WHERE id = $1', [
        id,
        this.clock.now(),
      ]);
      await this.record(tx, actor, 'evaluation-question.ended', of, id);
    });
  }

  private async lockAsked(
    tx: EntityManager,
    { courseId, offeringId }: AskedOf,
  ): Promise<{ text: string }[]> {
    await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('added-question:' || $1, 0))`, [
      offeringId ?? courseId,
    ]);
    return rows<{ text: string }>(
      tx,
      `SELECT text FROM attendance.added_question
        WHERE course_id = $1 AND offering_id IS NOT DISTINCT FROM $2 AND ended_at IS NULL`,
      [courseId, offeringId],
    );
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: 'evaluation-question.added' | 'evaluation-question.ended',
    { courseId, offeringId }: AskedOf,
    questionId: string,
  ): Promise<void> {
    await this.journal.record(tx, {
      action,
      subjectId: offeringId ?? courseId,
      actorId: actor.id,
      data: { questionId },
    });
  }
}
