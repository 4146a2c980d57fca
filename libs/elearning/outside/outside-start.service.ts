import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ReportedEnrolments } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

/** Somebody's start of an e-learning elsewhere. */
export interface OutsideStartRow {
  id: string;
  courseId: string;
  personId: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** A start with who it is of now, and what the same person said of the same course under another record. */
export interface OutsideFact extends OutsideStartRow {
  /** The record that this one was merged into, or itself. */
  ownerId: string;
  /** Of that record, when it has a start of its own. */
  alsoStartedAt: Date | null;
  alsoFinishedAt: Date | null;
}

const START = `SELECT s.id, s.course_id AS "courseId", s.person_id AS "personId", s.started_at AS "startedAt",
  s.finished_at AS "finishedAt" FROM elearning.outside_start s`;

/** Going to e-learnings on other websites, and saying afterwards that they are done: each once. */
@Injectable()
export class OutsideStarts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly reported: ReportedEnrolments,
  ) {}

  of(actor: Actor, courseId: string): Promise<OutsideStartRow | undefined> {
    return this.database.first<OutsideStartRow>(
      `${START} WHERE s.course_id = $1 AND s.person_id = $2`,
      [courseId, actor.id],
    );
  }

  /** Going there again changes nothing. */
  async begin(actor: Actor, courseId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const id = newId();
      const begun = await rows(
        tx,
        `INSERT INTO elearning.outside_start (id, course_id, person_id, started_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING id`,
        [id, courseId, actor.id, this.clock.now()],
      );
      if (begun.length > 0) await this.record(tx, actor, id, 'outside.started', courseId);
    });
  }

  /** Saying it again changes nothing. @throws NotFound for who did not begin from here */
  async finish(actor: Actor, courseId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [start] = await rows<{ id: string; isFinished: boolean }>(
        tx,
        `SELECT id, finished_at IS NOT NULL AS "isFinished" FROM elearning.outside_start
          WHERE course_id = $1 AND person_id = $2 FOR UPDATE`,
        [courseId, actor.id],
      );
      if (!start) throw new NotFound();
      if (start.isFinished) return;
      await rows(tx, 'UPDATE elearning.outside_start SET finished_at = $2 WHERE id = $1', [
        start.id,
        this.clock.now(),
      ]);
      await this.record(tx, actor, start.id, 'outside.finished', courseId);
    });
  }

  /** What these people said themselves, for who counts it. */
  facts(ids: readonly string[], tx: EntityManager): Promise<OutsideFact[]> {
    return this.database.rows<OutsideFact>(
      `SELECT s.id, s.course_id AS "courseId", s.person_id AS "personId", s.started_at AS "startedAt",
              s.finished_at AS "finishedAt", coalesce(n.merged_into, n.id) AS "ownerId",
              own.started_at AS "alsoStartedAt", own.finished_at AS "alsoFinishedAt"
         FROM elearning.outside_start s JOIN people.person_name n ON n.id = s.person_id
         LEFT JOIN elearning.outside_start own ON own.course_id = s.course_id AND own.person_id = n.merged_into
        WHERE s.id = ANY ($1)`,
      [ids],
      tx,
    );
  }

  /**
   * The starts of the same people in the same courses as these enrolments, which a list may have brought; also under a
   * record that was merged into theirs.
   */
  async besides(enrolmentIds: readonly string[], tx: EntityManager): Promise<string[]> {
    const places = await this.reported.placesOf(tx, enrolmentIds);
    const found = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT s.id FROM unnest($1::uuid[], $2::uuid[]) AS h (person_id, offering_id)
         JOIN catalogue.course_of_offering o ON o.offering_id = h.offering_id
         JOIN elearning.outside_start s ON s.course_id = o.course_id AND (s.person_id = h.person_id
           OR s.person_id IN (SELECT n.id FROM people.person_name n WHERE n.merged_into = h.person_id))`,
      [places.map(({ personId }) => personId), places.map(({ offeringId }) => offeringId)],
      tx,
    );
    return found.map(({ id }) => id);
  }

  /** The starts of these people, also of records that were merged into theirs. */
  async ofPersons(personIds: readonly string[], tx: EntityManager): Promise<string[]> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT s.id FROM elearning.outside_start s
        WHERE s.person_id IN (SELECT n.id FROM people.person_name n
                               WHERE n.id = ANY ($1) OR n.merged_into = ANY ($1))`,
      [personIds],
      tx,
    );
    return found.map(({ id }) => id);
  }

  private async record(
    tx: EntityManager,
    { id: actorId }: Actor,
    subjectId: string,
    action: 'outside.started' | 'outside.finished',
    courseId: string,
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId, actorId, data: { courseId } });
  }
}
