import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, CountsWork } from '@academie/people';
import {
  Clock,
  Database,
  type EventName,
  InvalidInput,
  Job,
  Journal,
  rows,
} from '@academie/platform';

import { OfferingIsOver } from '../catalogue.errors';
import { lockManaged, lockOffering } from '../offering/offering-lock';
import { ledBy, managedBy } from '../course/theme-scope';

/** An offering of which somebody has to say whether it is given. */
export interface DecisionRow {
  id: string;
  courseId: string;
  courseTitle: string;
  startsAt: Date | null;
  endsAt: Date | null;
  minimum: number;
  capacity: number;
  /** People with a seat. */
  taken: number;
  waitingCount: number;
  decideAt: Date;
  /** Set when the moment has come with too few people. */
  askedAt: Date | null;
}

const DECISION = `
  SELECT o.id, o.course_id AS "courseId", c.title AS "courseTitle", o.starts_at AS "startsAt",
         o.ends_at AS "endsAt", o.minimum, o.capacity, o.seats_taken + o.overbooked AS taken,
         o.waiting_count AS "waitingCount", o.decide_at AS "decideAt", o.decision_asked_at AS "askedAt"
    FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
   WHERE o.status = 'published' AND o.decide_at IS NOT NULL AND (o.starts_at IS NULL OR o.starts_at > $1)`;

/** Whether an offering with a minimum is given: sure when enough people enrolled, else for somebody to say. */
@Injectable()
export class GoNoGoService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Offerings of the reader that are still to be decided on, the first to decide on first. */
  open(actor: Actor): Promise<DecisionRow[]> {
    return this.database.rows<DecisionRow>(
      `${DECISION} AND ${managedBy('$2')} ORDER BY o.decide_at, o.id LIMIT 200`,
      [this.clock.now(), ledBy(actor)],
    );
  }

  /** How many; the menu says it beside administration, where they are found. */
  @CountsWork('/beheer/besluiten')
  async count(actor: Actor): Promise<number> {
    if (!actor.is('theme_lead') && !actor.isAdministrator) return 0;
    return (await this.open(actor)).length;
  }

  /** One of them; undefined when there is nothing to decide (any more). */
  one(actor: Actor, id: string): Promise<DecisionRow | undefined> {
    return this.database.first<DecisionRow>(`${DECISION} AND ${managedBy('$2')} AND o.id = $3`, [
      this.clock.now(),
      ledBy(actor),
      id,
    ]);
  }

  /**
   * Decides later, since people may still come.
   * @throws OfferingNotFound, NotYourTheme, OfferingIsOver when there is nothing to decide any more,
   *   InvalidInput for a moment that is over or not before the start
   */
  postpone(actor: Actor, id: string, decideAt: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      const offering = await lockManaged(tx, actor, id);
      if (offering.status !== 'published') throw new OfferingIsOver();
      if (decideAt <= this.clock.now() || (offering.startsAt && decideAt >= offering.startsAt))
        throw new InvalidInput([
          {
            field: 'day',
            code: 'catalogue.decides-after-start',
            message: 'the moment must lie between now and the first session',
          },
        ]);
      await rows(
        tx,
        `UPDATE catalogue.offering SET decide_at = $2, decision_asked_at = NULL, version = version + 1
          WHERE id = $1`,
        [id, decideAt],
      );
      await this.write(tx, 'offering.changed', id, offering.courseId, actor);
    });
  }

  /**
   * Looks at what is to be decided now: with enough people it is sure, without the organiser is asked,
   * once. Returns how many.
   */
  @Job('*/15 * * * *', 'catalogue.decisions')
  async due(): Promise<number> {
    const due = await this.database.rows<{ id: string }>(
      `${DECISION} AND o.decide_at <= $1 AND o.decision_asked_at IS NULL ORDER BY o.id`,
      [this.clock.now()],
    );
    for (const { id } of due) await this.decide(id);
    return due.length;
  }

  private decide(id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { courseId, status, minimum } = await lockOffering(tx, id);
      if (status !== 'published') return;
      const [enough] = await rows(
        tx,
        'SELECT 1 FROM catalogue.offering WHERE id = $1 AND seats_taken + overbooked >= $2',
        [id, minimum],
      );
      await rows(
        tx,
        enough
          ? `UPDATE catalogue.offering SET status = 'confirmed', version = version + 1 WHERE id = $1`
          : 'UPDATE catalogue.offering SET decision_asked_at = $2 WHERE id = $1',
        enough ? [id] : [id, this.clock.now()],
      );
      await this.write(tx, enough ? 'offering.changed' : 'decision.asked', id, courseId);
    });
  }

  private async write(
    tx: EntityManager,
    action: EventName,
    offeringId: string,
    courseId: string,
    actor?: Actor,
  ): Promise<void> {
    await this.journal.record(tx, {
      action,
      subjectId: offeringId,
      actorId: actor?.id,
      data: { courseId },
    });
  }
}
