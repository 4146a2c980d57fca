import { Injectable } from '@nestjs/common';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, Journal, rows } from '@academie/platform';

import { NotReadyToPublish } from '../elearning.errors';
import { DraftLock } from './draft-lock';
import { type Completion, DraftQueries } from './draft.queries';
import { PublishChecks } from './publish-checks';
import { forgetSteps } from './typed-forms';

/** Drafts of the lessons of a course, from the first to publishing. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly courses: ManageQueries,
    private readonly lock: DraftLock,
    private readonly queries: DraftQueries,
    private readonly checks: PublishChecks,
  ) {}

  /**
   * Begins a draft: a copy of the newest version, or empty for a course without lessons. When there is
   * one already, nothing changes.
   * @throws CourseNotFound, NotYourTheme
   */
  async begin(actor: Actor, courseId: string): Promise<void> {
    await this.courses.course(actor, courseId);
    await this.database.transaction(async (tx) => {
      const [draft] = await rows<{ id: string; number: number }>(
        tx,
        `INSERT INTO elearning.content_version (course_id, number, rule, reading_percent, created_at)
         SELECT $1, coalesce(max(v.number), 0) + 1,
                coalesce((array_agg(v.rule ORDER BY v.number DESC))[1], 'all'),
                (array_agg(v.reading_percent ORDER BY v.number DESC))[1], $2
           FROM elearning.content_version v WHERE v.course_id = $1
         ON CONFLICT DO NOTHING RETURNING id, number`,
        [courseId, this.clock.now()],
      );
      if (!draft) return;
      const from = [draft.id, courseId, draft.number - 1];
      await rows(
        tx,
        `INSERT INTO elearning.module (version_id, key, position, title)
         SELECT $1, m.key, m.position, m.title FROM elearning.module m
           JOIN elearning.content_version v ON v.id = m.version_id
          WHERE v.course_id = $2 AND v.number = $3`,
        from,
      );
      await rows(
        tx,
        `INSERT INTO elearning.lesson
           (version_id, key, module_key, position, title, minutes, blocks, test, package_id, tool_link_id, revision)
         SELECT $1, s.key, s.module_key, s.position, s.title, s.minutes, s.blocks, s.test,
                s.package_id, s.tool_link_id, s.revision
           FROM elearning.lesson s JOIN elearning.content_version v ON v.id = s.version_id
          WHERE v.course_id = $2 AND v.number = $3`,
        from,
      );
      await this.journal.record(tx, {
        action: 'content.drafted',
        subjectId: draft.id,
        actorId: actor.id,
        data: { courseId, number: draft.number },
      });
    });
  }

  /** Throws the draft away; what was published stays. @throws NotFound, CourseNotFound, NotYourTheme */
  discard(actor: Actor, courseId: string): Promise<void> {
    return this.lock.change(actor, courseId, 'discarded', async (tx, { id }) => {
      await rows(tx, 'DELETE FROM elearning.content_version WHERE id = $1', [id]);
    });
  }

  /**
   * Publishes the draft as the version that new learners get; who began with an older one is offered it
   * with the note.
   * @throws NotReadyToPublish, NotFound, CourseNotFound, NotYourTheme
   */
  publish(
    actor: Actor,
    courseId: string,
    { changeNote, rule, readingPercent }: Completion & { changeNote: string },
  ): Promise<void> {
    return this.lock.change(actor, courseId, 'published', async (tx, { id, number }) => {
      const problems = await this.checks.problems(id, rule, tx);
      if (problems.length > 0) throw new NotReadyToPublish();
      await forgetSteps(tx, id);
      await rows(
        tx,
        `UPDATE elearning.content_version
            SET published_at = $2, published_by = $3, change_note = $4, rule = $5, reading_percent = $6
          WHERE id = $1`,
        [id, this.clock.now(), actor.id, changeNote, rule, rule === 'part' ? readingPercent : null],
      );
      await this.journal.record(tx, {
        action: 'content.published',
        subjectId: id,
        actorId: actor.id,
        data: { courseId, number },
      });
    });
  }
}
