import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  type FieldProblem,
  instant,
  InvalidInput,
  joining,
  Journal,
  NotFound,
  rows,
} from '@academie/platform';

import { SeriesInUse } from '../catalogue.errors';
import { requireManager } from '../course/theme-scope';
import type { OfferingRequest, SessionRequest } from '../offering/offering.dto';
import { OfferingPlanner } from '../offering/offering-planner';
import type { ChosenSeriesForm } from './series.dto';

/** What one press made of a series. */
export interface MadeSeries {
  id: string;
  made: number;
  madeAt: Date;
}

/** Plans the days of a series with the command that plans one. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly planner: OfferingPlanner,
    private readonly journal: Journal,
  ) {}

  /**
   * All days or none, as concepts. The same press again makes nothing; the answer is how many it made.
   * @throws what OfferingPlanner.create throws, with the number of the day at `days.<n>`
   */
  make(actor: Actor, courseId: string, form: ChosenSeriesForm): Promise<number> {
    const sessions = sessionsOf(form);
    const { mode, capacity, kind } = form;
    const plans: OfferingRequest[] =
      kind === 'sessions'
        ? [{ courseId, mode, capacity, sessions }]
        : sessions.map((session) => ({ courseId, mode, capacity, sessions: [session] }));
    return this.database.transaction(async (tx) => {
      const [first] = await rows<{ made: number }>(
        tx,
        `INSERT INTO catalogue.offering_series (id, course_id, made, made_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT ON CONSTRAINT offering_series_pk DO NOTHING RETURNING made`,
        [form.key, courseId, plans.length, this.clock.now()],
      );
      if (!first) return this.madeBefore(form.key, courseId);
      await joining(tx, async () => {
        const ids: string[] = [];
        for (const plan of plans) ids.push(await this.planner.create(actor, plan));
        await rows(tx, 'UPDATE catalogue.offering_series SET offering_ids = $2 WHERE id = $1', [
          form.key,
          ids,
        ]);
      });
      return first.made;
    });
  }

  /** Series of a course that can be taken back: all that they made is a concept still. The last first. */
  undoable(courseId: string): Promise<MadeSeries[]> {
    return this.database.rows<MadeSeries>(
      `SELECT s.id, s.made, s.made_at AS "madeAt" FROM catalogue.offering_series s
        WHERE s.course_id = $1 AND s.undone_at IS NULL AND s.offering_ids <> '{}' AND NOT EXISTS (
          SELECT FROM unnest(s.offering_ids) made (id) LEFT JOIN catalogue.offering o ON o.id = made.id
           WHERE o.status IS DISTINCT FROM 'concept')
        ORDER BY s.made_at DESC LIMIT 3`,
      [courseId],
    );
  }

  /**
   * Takes back all that a series made, as long as nobody else can know of it; the answer is how many dates that were.
   * Doing it again takes back nothing. @throws NotFound, NotYourTheme, SeriesInUse
   */
  async undo(actor: Actor, courseId: string, key: string): Promise<number> {
    try {
      return await this.database.transaction((tx) => this.takeBack(tx, actor, courseId, key));
    } catch (error) {
      // Somebody hung something on one of them: workshops, material, a message.
      if (constraintOf(error)?.endsWith('_fk')) throw new SeriesInUse();
      throw error;
    }
  }

  private async takeBack(
    tx: EntityManager,
    actor: Actor,
    courseId: string,
    key: string,
  ): Promise<number> {
    await requireManager(tx, actor, courseId);
    const [series] = await rows<{ offeringIds: string[]; undoneAt: Date | null }>(
      tx,
      `SELECT offering_ids AS "offeringIds", undone_at AS "undoneAt" FROM catalogue.offering_series
        WHERE id = $1 AND course_id = $2 FOR UPDATE`,
      [key, courseId],
    );
    if (!series) throw new NotFound();
    if (series.undoneAt) return 0;
    // In one order, so that two people who take back and publish wait for each other.
    const found = await rows<{ status: string }>(
      tx,
      'SELECT status FROM catalogue.offering WHERE id = ANY ($1) ORDER BY id FOR UPDATE',
      [series.offeringIds],
    );
    if (found.length === 0 || found.some(({ status }) => status !== 'concept'))
      throw new SeriesInUse();
    await rows(tx, 'DELETE FROM catalogue.session WHERE offering_id = ANY ($1)', [
      series.offeringIds,
    ]);
    await rows(tx, 'DELETE FROM catalogue.offering WHERE id = ANY ($1)', [series.offeringIds]);
    await rows(tx, 'UPDATE catalogue.offering_series SET undone_at = $2 WHERE id = $1', [
      key,
      this.clock.now(),
    ]);
    await this.journal.record(tx, {
      action: 'series.undone',
      subjectId: courseId,
      actorId: actor.id,
      data: { courseId, offeringIds: series.offeringIds },
    });
    return found.length;
  }

  private async madeBefore(key: string, courseId: string): Promise<number> {
    const found = await this.database.first<{ made: number }>(
      'SELECT made FROM catalogue.offering_series WHERE id = $1 AND course_id = $2',
      [key, courseId],
    );
    return found?.made ?? 0;
  }
}

/** The name of the rule of the database that refused, if one did. */
function constraintOf(error: unknown): string | undefined {
  const { constraint, driverError } = (error ?? {}) as {
    constraint?: unknown;
    driverError?: { constraint?: unknown };
  };
  const name = constraint ?? driverError?.constraint;
  return typeof name === 'string' ? name : undefined;
}

function sessionsOf(form: ChosenSeriesForm): SessionRequest[] {
  const problems: FieldProblem[] = [];
  const at = (day: string, time: string): string => {
    const moment = instant(day, time);
    if (moment) return moment.toISOString();
    problems.push({ field: 'starts', code: 'catalogue.no-such-hour', message: `${day} ${time}` });
    return '';
  };
  const sessions = [...new Set(form.days)].sort().map((day) => ({
    ...{ startsAt: at(day, form.starts), endsAt: at(day, form.ends) },
    ...{ locationId: form.locationId ?? null, roomId: form.roomId ?? null },
    onlineUrl: form.onlineUrl ?? null,
  }));
  if (problems.length > 0) throw new InvalidInput(problems);
  return sessions;
}
