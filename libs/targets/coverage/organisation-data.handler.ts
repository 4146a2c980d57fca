import { Injectable } from '@nestjs/common';

import { type Ending, KnowsOfEndings, type OrganisationPart } from '@academie/people';
import { Database, t } from '@academie/platform';

import { validOn } from '../counting/reference-set.sql';

interface PlanSize {
  year: number;
  isClosed: boolean;
  size: number;
}

/** What the end of an organisation means for targets about all of them. */
@Injectable()
@KnowsOfEndings()
export class TargetsOrganisationPart implements OrganisationPart {
  constructor(private readonly database: Database) {}

  async consequences(ending: Ending): Promise<string[]> {
    const plans = await this.plans(ending);
    return plans.map(({ year, isClosed, size }) =>
      isClosed
        ? t('targets.coverage.year-closed', { year })
        : t('targets.coverage.set-size', { year, size: size - 1, before: size }),
    );
  }

  /** What was reported since stands on the organisations as they were then. */
  async hindrances({
    organisationId,
    endsOn,
    doneAt,
  }: Ending & { doneAt: Date }): Promise<string[]> {
    const closed = await this.database.rows<{ year: number }>(
      `SELECT DISTINCT p.year FROM targets.closing c JOIN targets.plan p ON p.id = c.plan_id
         JOIN people.known_organisation o ON o.id = $1 AND o.kind IN ('municipality', 'care_and_safety_house')
        WHERE c.closed_at >= $2 AND p.period_to > $3 ORDER BY p.year`,
      [organisationId, doneAt, endsOn],
    );
    return closed.map(({ year }) => t('targets.coverage.year-closed-since', { year }));
  }

  private plans({ organisationId, endsOn }: Ending): Promise<PlanSize[]> {
    return this.database.rows<PlanSize>(
      `SELECT p.year, p.status IN ('closed', 'restated') AS "isClosed",
         (SELECT count(*)::int FROM people.known_organisation o
           WHERE o.kind = me.kind AND ${validOn('o', '(p.period_to - 1)')}) AS size
       FROM targets.plan p JOIN people.known_organisation me ON me.id = $1
       WHERE p.period_to > $2 AND me.kind IN ('municipality', 'care_and_safety_house')
       ORDER BY p.year`,
      [organisationId, endsOn],
    );
  }
}
