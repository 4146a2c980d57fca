import { Injectable } from '@nestjs/common';

import { Clock, Database, DemoSeed, rows, yearOf } from '@academie/platform';

/** What the plan has for training, in cents. */
const YEAR_BUDGET = 5_000_000;

/** Budgets of the demo's years, and what some of its offerings cost. */
@Injectable()
export class DemoCostsSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('catalogue.demo-costs')
  async load(): Promise<boolean> {
    if (await this.database.first('SELECT 1 FROM catalogue.year_budget LIMIT 1')) return false;
    const now = this.clock.now();
    const years = [2025, yearOf(now)];
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `INSERT INTO catalogue.year_budget (year, cents) SELECT DISTINCT year, $2::integer FROM unnest($1::integer[]) AS year`,
        [years, YEAR_BUDGET],
      );
      await rows(
        tx,
        `WITH chosen AS (
         SELECT id, row_number() OVER (ORDER BY starts_at, id) AS nth FROM catalogue.offering
          WHERE mode = 'in_person' AND starts_at < $1 AND starts_at >= $1::timestamptz - interval '300 days'
          ORDER BY starts_at, id LIMIT 30
       ), budgets AS (
         INSERT INTO catalogue.offering_budget (offering_id, cents) SELECT id, 150000 FROM chosen
       )
       INSERT INTO catalogue.offering_cost (offering_id, kind, about, cents, added_at)
       SELECT id, kind, '', (base + nth % 7 * 2500)::integer, $1
         FROM chosen CROSS JOIN (VALUES ('trainer', 60000), ('place', 22500), ('catering', 17500)) AS v (kind, base)`,
        [now],
      );
    });
    return true;
  }
}
