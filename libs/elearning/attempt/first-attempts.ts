import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import {
  Batcher,
  Clock,
  currentWork,
  Database,
  JournalConsumers,
  newId,
  togetherOrEach,
} from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { drawQuestions } from './grading';

interface Asked {
  personId: string;
  enrolmentId: string;
  versionId: string;
  lessonKey: string;
}

/** Statements at once: none of them waits for a lock, so they need not wait for each other's commit either. */
const RUNS = 3;

/**
 * Begins attempts of those who take a test for the first time. A class begins one in the same second, and in most
 * cases nothing is to be looked at: such learners share a statement and its commit (docs/decisions/0008).
 */
@Injectable()
export class FirstAttempts {
  private readonly together = new Batcher<Asked, string | undefined>(
    (some) => togetherOrEach(some, (asks) => this.write(asks)),
    RUNS,
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly consumers: JournalConsumers,
    private readonly content: ContentQueries,
  ) {}

  /**
   * The id of the attempt. Undefined for who has one, has no place, reads another version or is busy in another tab:
   * nothing was done then, and `AttemptService.begin` finds out what to say.
   */
  async begin(asked: Asked): Promise<string | undefined> {
    // In the transaction of the caller's work there is nobody to share a statement with.
    return currentWork()?.joined ? undefined : this.together.submit(asked);
  }

  private async write(asks: Asked[]): Promise<(string | undefined)[]> {
    const attempts = await Promise.all(asks.map((asked) => this.attemptOf(asked)));
    const [done] = await this.database.prepared<{ ids: string[] | null }>(
      'elearning.first-attempts',
      BEGIN,
      [
        JSON.stringify(attempts.filter(Boolean)),
        this.clock.now(),
        this.consumers.of('learning.started'),
      ],
      'writes',
    );
    const begun = new Set(done?.ids);
    return attempts.map((one) => (one && begun.has(one.id) ? one.id : undefined));
  }

  private async attemptOf(asked: Asked): Promise<(Asked & { id: string }) | undefined> {
    const { versionId, lessonKey } = asked;
    const lesson = await this.content.find(versionId, lessonKey);
    if (!lesson?.test) return undefined;
    const questions = drawQuestions(lesson.blocks, lesson.test, (below) => randomInt(below));
    return { ...asked, id: newId(), questions } as Asked & { id: string };
  }
}

// What two tabs do at once is kept apart by what is unique: one learner has one row, and one open attempt in a test.
// A row that another transaction holds is left to `begin`, which waits for it.
const BEGIN = `
  WITH asked AS (
    SELECT a.* FROM json_to_recordset($1) AS a (id uuid, "personId" uuid, "enrolmentId" uuid,
             "versionId" uuid, "lessonKey" uuid, questions jsonb)
  ), known AS (
    SELECT l.enrolment_id, l.version_id FROM elearning.learning l
     WHERE l.enrolment_id IN (SELECT "enrolmentId" FROM asked) FOR UPDATE SKIP LOCKED
  ), new AS (
    SELECT a.*, o.course_id, k.enrolment_id IS NOT NULL AS is_known
      FROM asked a
      JOIN enrolment.held_place p ON p.id = a."enrolmentId" AND p.person_id = a."personId"
      JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
      JOIN elearning.content_version v
        ON v.id = a."versionId" AND v.course_id = o.course_id AND v.published_at IS NOT NULL
      LEFT JOIN known k ON k.enrolment_id = a."enrolmentId" AND k.version_id = a."versionId"
     WHERE NOT EXISTS (SELECT FROM elearning.attempt t
             WHERE t.enrolment_id = a."enrolmentId" AND t.lesson_key = a."lessonKey")
  ), begun AS (
    INSERT INTO elearning.learning (enrolment_id, version_id, begun_at)
    SELECT "enrolmentId", "versionId", $2::timestamptz FROM new WHERE NOT is_known ORDER BY "enrolmentId"
    ON CONFLICT DO NOTHING RETURNING enrolment_id
  ), attempted AS (
    INSERT INTO elearning.attempt (id, enrolment_id, version_id, lesson_key, number, questions, begun_at)
    SELECT n.id, n."enrolmentId", n."versionId", n."lessonKey", 1, n.questions, $2::timestamptz
      FROM new n LEFT JOIN begun b ON b.enrolment_id = n."enrolmentId"
     WHERE n.is_known OR b.enrolment_id IS NOT NULL
     ORDER BY n."enrolmentId", n."lessonKey"
    ON CONFLICT DO NOTHING RETURNING id
  )
  SELECT (SELECT array_agg(id) FROM attempted) AS ids,
         (SELECT platform.record_all($2, 'learning.started', array_agg(s."enrolmentId"),
                   array_agg(s."personId"), array_agg(NULL::uuid), array_agg(s.data), $3::text[])
            FROM (SELECT DISTINCT ON (n."enrolmentId") n."enrolmentId", n."personId",
                         jsonb_build_object('courseId', n.course_id, 'versionId', n."versionId") AS data
                    FROM new n JOIN begun b ON b.enrolment_id = n."enrolmentId") s)::text AS told`;
