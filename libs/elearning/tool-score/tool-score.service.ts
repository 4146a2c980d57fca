import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, NotFound, rows } from '@academie/platform';

import { ScoreOvertaken, ScoreRefused } from '../elearning.errors';
import { LearningService } from '../learning/learning.service';
import { ToolQueries, type ToolLinkRow, type ToolRow } from '../tool/tool.queries';
import type { SentScore } from './sent-score';

/** Clocks differ; what lies further ahead would keep out all that follows. */
const MOST_AHEAD_MS = 5 * 60_000;

interface OpenedUse {
  enrolmentId: string;
  personId: string;
  courseId: string;
  versionId: string;
}

/** Scores that tools send: the latest is kept, and a final one that suffices makes the lesson done, once. */
@Injectable()
export class ToolScoreService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly learning: LearningService,
    private readonly tools: ToolQueries,
  ) {}

  /** What is scored in a course. @throws NotFound for what is of another tool or course */
  async item(tool: ToolRow, courseId: string, linkId: string): Promise<ToolLinkRow> {
    const link = await this.tools.link(linkId);
    if (link.toolId !== tool.id || link.courseId !== courseId) throw new NotFound();
    return link;
  }

  /**
   * Takes in a score of somebody who opened it from here. Sent again it changes nothing; what was done stays done.
   * @throws NotFound for anybody else, ScoreRefused, ScoreOvertaken
   */
  async take(link: ToolLinkRow, sent: SentScore): Promise<void> {
    if (sent.at.getTime() > this.clock.now().getTime() + MOST_AHEAD_MS) throw new ScoreRefused();
    await this.database.transaction(async (tx) => {
      const use = await this.opened(tx, link, sent.subject);
      // Before its own row, as all commands of a learner: two scores at once come one after the other.
      const learning = await this.learning.lock(
        tx,
        { id: use.personId },
        { id: use.enrolmentId, courseId: use.courseId },
        use.versionId,
      );
      const kept = await rows(
        tx,
        `UPDATE elearning.tool_use SET scored_at = $3, activity = $4, grading = $5, score = $6
          WHERE link_id = $1 AND enrolment_id = $2 AND (scored_at IS NULL OR scored_at <= $3) RETURNING link_id`,
        [link.id, use.enrolmentId, sent.at, sent.activity, sent.grading, sent.score],
      );
      if (kept.length === 0) throw new ScoreOvertaken();
      if (!isEnough(link, sent)) return;
      const lessons = await rows<{ key: string }>(
        tx,
        'SELECT key FROM elearning.lesson WHERE version_id = $1 AND tool_link_id = $2',
        [learning.versionId, link.id],
      );
      for (const { key } of lessons)
        await this.learning.markDone(tx, { id: use.personId }, learning, key, {
          score: sent.score,
        });
    });
  }

  private async opened(
    tx: EntityManager,
    { id }: ToolLinkRow,
    subject: string,
  ): Promise<OpenedUse> {
    const [found] = await rows<OpenedUse>(
      tx,
      `SELECT u.enrolment_id AS "enrolmentId", h.person_id AS "personId", o.course_id AS "courseId",
              l.version_id AS "versionId"
         FROM elearning.tool_use u
         JOIN enrolment.held_place h ON h.id = u.enrolment_id
         JOIN catalogue.course_of_offering o ON o.offering_id = h.offering_id
         JOIN elearning.learning l ON l.enrolment_id = u.enrolment_id
        WHERE u.link_id = $1 AND u.subject = $2`,
      [id, subject],
    );
    if (!found) throw new NotFound();
    return found;
  }
}

const isEnough = ({ passMark }: ToolLinkRow, { activity, grading, score }: SentScore): boolean =>
  activity === 'Completed' &&
  grading === 'FullyGraded' &&
  (passMark === null || (score !== null && score >= passMark));
