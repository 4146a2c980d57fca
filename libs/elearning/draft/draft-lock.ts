import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Database, Journal, NotFound, rows } from '@academie/platform';

/** The draft of a course, while this transaction holds its lock. */
export interface LockedDraft {
  id: string;
  courseId: string;
  number: number;
}

/** How each change of a draft runs: by who manages the course, one after the other, with a line in the journal. */
@Injectable()
export class DraftLock {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly courses: ManageQueries,
  ) {}

  /**
   * Does the work with the draft locked. `what` says in the journal what was changed.
   * @throws NotFound when there is no draft, CourseNotFound, NotYourTheme
   */
  async change<T>(
    actor: Actor,
    courseId: string,
    what: string,
    work: (tx: EntityManager, draft: LockedDraft) => Promise<T>,
  ): Promise<T> {
    await this.courses.course(actor, courseId);
    return this.database.transaction(async (tx) => {
      const [draft] = await rows<LockedDraft>(
        tx,
        `SELECT id, course_id AS "courseId", number FROM elearning.content_version
          WHERE course_id = $1 AND published_at IS NULL FOR UPDATE`,
        [courseId],
      );
      if (!draft) throw new NotFound();
      const result = await work(tx, draft);
      await this.journal.record(tx, {
        action: 'content.changed',
        subjectId: draft.id,
        actorId: actor.id,
        data: { courseId, what },
      });
      return result;
    });
  }
}
