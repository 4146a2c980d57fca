import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Journal, rows } from '@academie/platform';

interface Recorded {
  id: string;
  enrolmentId: string;
  personId: string;
  courseId: string;
  offeringId: string;
}

/** Who completed what; at most one that holds for each enrolment (completion_once). */
@Injectable()
export class CompletionService {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Records that these enrolments ended in completing the course, at the end of the last session or,
   * without sessions, at `completedAt`. Those that hold one already stay as they are.
   */
  async record(
    tx: EntityManager,
    enrolmentIds: readonly string[],
    actorId?: string,
    completedAt = this.clock.now(),
  ): Promise<void> {
    if (enrolmentIds.length === 0) return;
    const recorded = await rows<Recorded>(
      tx,
      `WITH added AS (
         INSERT INTO attendance.completion
           (enrolment_id, person_id, course_id, organisation_id, completed_at, recorded_at)
         SELECT e.id, e.person_id, o.course_id, e.organisation_id, coalesce(o.ends_at, $2), $3
           FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
          WHERE e.id = ANY ($1)
         ON CONFLICT (enrolment_id) WHERE revoked_at IS NULL DO NOTHING
         RETURNING id, enrolment_id, person_id, course_id
       )
       SELECT a.id, a.enrolment_id AS "enrolmentId", a.person_id AS "personId", a.course_id AS "courseId",
              e.offering_id AS "offeringId"
         FROM added a JOIN enrolment.enrolment e ON e.id = a.enrolment_id`,
      [enrolmentIds, completedAt, this.clock.now()],
    );
    await this.journal.recordAll(
      tx,
      recorded.map(({ id, ...data }) => ({
        action: 'completion.recorded',
        subjectId: id,
        actorId,
        data,
      })),
    );
  }

  /** Takes the completions of these enrolments back. */
  async revoke(
    tx: EntityManager,
    enrolmentIds: readonly string[],
    actorId: string | undefined,
    reason: string,
  ): Promise<void> {
    const revoked = await rows<Recorded>(
      tx,
      `UPDATE attendance.completion c SET revoked_at = $2 FROM enrolment.enrolment e
        WHERE c.enrolment_id = ANY ($1) AND c.revoked_at IS NULL AND e.id = c.enrolment_id
       RETURNING c.id, c.enrolment_id AS "enrolmentId", c.person_id AS "personId", c.course_id AS "courseId",
                 e.offering_id AS "offeringId"`,
      [enrolmentIds, this.clock.now()],
    );
    await this.journal.recordAll(
      tx,
      revoked.map(({ id, ...data }) => ({
        action: 'completion.revoked',
        subjectId: id,
        actorId,
        reason,
        data,
      })),
    );
  }
}
