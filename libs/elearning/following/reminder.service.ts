import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { addDays, Clock, Database, Journal, rows } from '@academie/platform';

import { type FollowedScope, FollowingQueries, REMIND_DAYS } from './following.queries';

/** Most that one press of the button reaches; who is left is reached by the next. */
const MOST = 500;

/** Reminding people of lessons that they did not finish. */
@Injectable()
export class ReminderService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly queries: FollowingQueries,
  ) {}

  /**
   * Reminds all in the scope who are not done and heard nothing lately; the mails are written by a worker.
   * Returns how many: none when it was pressed twice. The caller has asked who may.
   */
  remind(actor: Actor, scope: FollowedScope): Promise<number> {
    return this.database.transaction(async (tx) => {
      const found = await this.queries.remindable(scope, MOST, tx);
      const now = this.clock.now();
      // Of two who press at once, the first one keeps each row; the other finds it reminded.
      const reminded = await rows<{ id: string }>(
        tx,
        `INSERT INTO elearning.reminder AS r (enrolment_id, reminded_at)
         SELECT id, $2 FROM unnest($1::uuid[]) AS id ORDER BY id
         ON CONFLICT (enrolment_id) DO UPDATE SET reminded_at = excluded.reminded_at
          WHERE r.reminded_at < $3 RETURNING enrolment_id AS id`,
        [found.map(({ enrolmentId }) => enrolmentId), now, addDays(now, -REMIND_DAYS)],
      );
      const courses = new Map(found.map(({ enrolmentId, courseId }) => [enrolmentId, courseId]));
      await this.journal.recordAll(
        tx,
        reminded.map(({ id }) => ({
          action: 'learning.reminded',
          subjectId: id,
          actorId: actor.id,
          data: { courseId: courses.get(id) },
        })),
      );
      return reminded.length;
    });
  }
}
