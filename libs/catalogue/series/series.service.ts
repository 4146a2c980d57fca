import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  type FieldProblem,
  instant,
  InvalidInput,
  joining,
  rows,
} from '@academie/platform';

import type { OfferingRequest, SessionRequest } from '../offering/offering.dto';
import { OfferingPlanner } from '../offering/offering-planner';
import type { ChosenSeriesForm } from './series.dto';

/** Plans the days of a series with the command that plans one. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly planner: OfferingPlanner,
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
        for (const plan of plans) await this.planner.create(actor, plan);
      });
      return first.made;
    });
  }

  private async madeBefore(key: string, courseId: string): Promise<number> {
    const found = await this.database.first<{ made: number }>(
      'SELECT made FROM catalogue.offering_series WHERE id = $1 AND course_id = $2',
      [key, courseId],
    );
    return found?.made ?? 0;
  }
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
