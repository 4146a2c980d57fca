import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { OwnEnrolment } from './learning.queries';
import type { Actor } from '@academie/people';
import { Clock, Database, Journal, NotFound, rows } from '@academie/platform';

import { NoLessonToFinish } from '../elearning.errors';
import { LearningQueries } from './learning.queries';

/** What a command of a learner works on, while this transaction holds its lock. */
export interface LockedLearning {
  enrolmentId: string;
  courseId: string;
  versionId: string;
  finishedAt: Date | null;
}

/** Beginning, doing lessons, finishing: each in one transaction, with the row of the learner locked. */
@Injectable()
export class LearningService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly queries: LearningQueries,
  ) {}

  /**
   * Somebody has read a lesson. Doing it again changes nothing. `versionId` is what the page showed; it is
   * the version that this person begins with. `at` is when it was done, if that was earlier. Returns whether the
   * course is finished now.
   * @throws NotFound, NoLessonToFinish for a test, a package or a tool: that says itself when it is done
   */
  async finishLesson(
    actor: Actor,
    enrolmentId: string,
    versionId: string,
    lessonKey: string,
    at?: Date,
  ): Promise<boolean> {
    const enrolment = await this.queries.own(actor, enrolmentId);
    return this.database.transaction(async (tx) => {
      const learning = await this.lock(tx, actor, enrolment, versionId, at);
      const [lesson] = await rows<{ isTest: boolean; isTracked: boolean }>(
        tx,
        `SELECT s.test IS NOT NULL AS "isTest", EXISTS (
                  SELECT FROM elearning.package p CROSS JOIN jsonb_array_elements(p.items) item
                   WHERE p.id = s.package_id AND item ->> 'kind' IN ('sco', 'au')
                     AND item -> 'au' ->> 'moveOn' IS DISTINCT FROM 'NotApplicable')
                OR EXISTS (SELECT FROM elearning.tool_link k JOIN elearning.tool p ON p.id = k.tool_id
                            WHERE k.id = s.tool_link_id AND p.gives_scores) AS "isTracked"
           FROM elearning.lesson s WHERE s.version_id = $1 AND s.key = $2`,
        [learning.versionId, lessonKey],
      );
      if (!lesson) throw new NotFound();
      if (lesson.isTest || lesson.isTracked) throw new NoLessonToFinish();
      return this.markDone(tx, actor, learning, lessonKey, { at });
    });
  }

  /**
   * Goes on with the newest version. What was done stays done, for lessons that are still there.
   * Returns whether the course is finished now.
   * @throws NotFound when there is no such newer version
   */
  async takeNewest(actor: Actor, enrolmentId: string, versionId: string): Promise<boolean> {
    const enrolment = await this.queries.own(actor, enrolmentId);
    return this.database.transaction(async (tx) => {
      const learning = await this.lock(tx, actor, enrolment, versionId);
      const changed = await rows(
        tx,
        `UPDATE elearning.learning l SET version_id = $2
          WHERE l.enrolment_id = $1 AND EXISTS (
            SELECT FROM elearning.content_version newer
              JOIN elearning.content_version v ON v.id = l.version_id
             WHERE newer.id = $2 AND newer.course_id = v.course_id AND newer.number >= v.number
               AND newer.published_at IS NOT NULL)
         RETURNING 1 AS one`,
        [enrolmentId, versionId],
      );
      if (changed.length === 0) throw new NotFound();
      return this.finishIfComplete(tx, actor, { ...learning, versionId });
    });
  }

  /**
   * Begins, unless begun, and locks the row of the learner: of two buttons pressed at once, one waits
   * here and sees afterwards what the other did. Without it, the last two lessons done on two devices
   * would each find the other one missing, and nobody would finish.
   */
  async lock(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    { id, courseId }: Pick<OwnEnrolment, 'id' | 'courseId'>,
    versionId: string,
    at: Date = this.clock.now(),
  ): Promise<LockedLearning> {
    const begun = await rows(
      tx,
      `INSERT INTO elearning.learning (enrolment_id, version_id, begun_at)
       SELECT $1, v.id, $3 FROM elearning.content_version v
        WHERE v.id = $2 AND v.course_id = $4 AND v.published_at IS NOT NULL
       ON CONFLICT DO NOTHING RETURNING 1 AS one`,
      [id, versionId, at, courseId],
    );
    if (begun.length > 0)
      await this.journal.record(tx, {
        action: 'learning.started',
        subjectId: id,
        actorId: actor.id,
        data: { courseId, versionId },
      });
    const [learning] = await rows<LockedLearning>(
      tx,
      `SELECT enrolment_id AS "enrolmentId", $2::uuid AS "courseId", version_id AS "versionId",
              finished_at AS "finishedAt"
         FROM elearning.learning WHERE enrolment_id = $1 FOR UPDATE`,
      [id, courseId],
    );
    if (!learning) throw new NotFound();
    return learning;
  }

  /** A lesson was read or a test passed, with its percentage. The caller holds the lock. */
  async markDone(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    learning: LockedLearning,
    lessonKey: string,
    { score = null, at = this.clock.now() }: { score?: number | null; at?: Date | undefined } = {},
  ): Promise<boolean> {
    await rows(
      tx,
      `INSERT INTO elearning.lesson_done (enrolment_id, lesson_key, done_at, score)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [learning.enrolmentId, lessonKey, at, score],
    );
    return this.finishIfComplete(tx, actor, learning, at);
  }

  // Counts what the version has now, so a lesson that was taken out keeps nobody from finishing.
  private async finishIfComplete(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    { enrolmentId, courseId, versionId, finishedAt }: LockedLearning,
    at: Date = this.clock.now(),
  ): Promise<boolean> {
    if (finishedAt) return true;
    const [finished] = await rows<{ score: number | null; finishedAt: Date }>(
      tx,
      `WITH asked AS (
         SELECT s.key, d.lesson_key, d.score, v.reading_percent AS least,
                s.test IS NULL AND s.package_id IS NULL AND s.tool_link_id IS NULL AS is_read
           FROM elearning.content_version v
           JOIN elearning.lesson s ON s.version_id = v.id AND (v.rule <> 'tests'
                  OR s.test IS NOT NULL OR s.package_id IS NOT NULL OR s.tool_link_id IS NOT NULL)
           LEFT JOIN elearning.lesson_done d ON d.enrolment_id = $1 AND d.lesson_key = s.key
          WHERE v.id = $2
       )
       UPDATE elearning.learning SET finished_at = greatest($3, begun_at), score = (SELECT round(avg(a.score)) FROM asked a)
        WHERE enrolment_id = $1 AND finished_at IS NULL AND EXISTS (SELECT FROM asked)
          AND NOT EXISTS (SELECT FROM asked a WHERE a.lesson_key IS NULL AND NOT (a.is_read AND a.least IS NOT NULL))
          AND NOT EXISTS (SELECT FROM asked a WHERE a.is_read AND a.least IS NOT NULL
                          HAVING count(a.lesson_key) * 100 < count(*) * max(a.least))
       RETURNING score, finished_at AS "finishedAt"`,
      [enrolmentId, versionId, at],
    );
    if (!finished) return false;
    await this.journal.record(tx, {
      action: 'learning.finished',
      subjectId: enrolmentId,
      actorId: actor.id,
      data: {
        courseId,
        versionId,
        score: finished.score,
        finishedAt: finished.finishedAt.toISOString(),
      },
    });
    return true;
  }
}
