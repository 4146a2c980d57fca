import { Injectable } from '@nestjs/common';

import { TellsOfValidity, type ValidityChange } from '@academie/catalogue';
import { Clock, Database, dayOf, t } from '@academie/platform';

interface Counts {
  held: number;
  coming: number;
}

/**
 * Whom another validity of a course touches. A certificate keeps the date that stands on it; one that is issued from now
 * on gets the new one, also to who has a place already. A duty has terms of its own.
 */
@Injectable()
export class ValidityTold {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @TellsOfValidity()
  async told({ courseId, from, to }: ValidityChange): Promise<string[]> {
    const [counts, rules] = await Promise.all([this.counts(courseId), this.rules(courseId)]);
    const { held, coming } = counts ?? { held: 0, coming: 0 };
    const text = (key: string, params: object): string =>
      t(`attendance.validity.${key}`, { ...params });
    const terms = { from: validityText(from), to: validityText(to) };
    return [
      ...(held > 0 ? [text('held', { count: held })] : []),
      ...(coming > 0 ? [text('coming', { count: coming, ...terms })] : []),
      ...(held + coming > 0 ? rules.map((months) => text('duty', { count: months })) : []),
    ];
  }

  private counts(courseId: string): Promise<Counts | undefined> {
    return this.database.first<Counts & Record<string, unknown>>(
      `SELECT (SELECT count(*)::int FROM attendance.certificate x
                 JOIN attendance.completion c ON c.id = x.completion_id
                WHERE c.course_id = $1 AND x.status = 'issued'
                  AND (x.valid_until IS NULL OR x.valid_until >= $2)) AS held,
              (SELECT count(*)::int FROM enrolment.held_place h
                 JOIN catalogue.course_of_offering q ON q.offering_id = h.offering_id
                WHERE q.course_id = $1 AND h.state = 'enrolled') AS coming`,
      [courseId, dayOf(this.clock.now())],
    );
  }

  /** After how many months duties ask the course again. */
  private async rules(courseId: string): Promise<number[]> {
    const found = await this.database.rows<{ months: number }>(
      `SELECT DISTINCT every_months AS months FROM attendance.duty_rule
        WHERE course_id = $1 AND state = 'active' AND repeats = 'months' ORDER BY 1`,
      [courseId],
    );
    return found.map(({ months }) => months);
  }
}

const validityText = (months: number | null): string =>
  months === null
    ? t('attendance.validity.for-good')
    : t('attendance.validity.months', { count: months });
