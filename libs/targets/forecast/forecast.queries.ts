import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, dayOf } from '@academie/platform';

import {
  type Forecast,
  forecastOf,
  NO_WHAT_IF,
  type Usual,
  type WhatIf,
} from '../planning/forecast';
import { monthsOf } from '../value/series.queries';
import type { TargetView } from '../value/target.queries';
import { foreseenOf } from '../planning/forecasts';

/** A target with what it is expected to come to. */
export interface Foreseen {
  target: TargetView;
  /** Undefined for what cannot be foreseen. */
  forecast: Forecast | undefined;
  usual: Usual;
}

/** With fewer than this there is no usual; then these are assumed, and the page says so. */
const FEW = 5;
const ASSUMED = { held: 0.9, showUp: { middle: 0.8, low: 0.65, high: 0.95 } };
const LOOK_BACK_DAYS = 365;
/** Offerings that are looked at, the latest first. */
const MOST = 500;

/** What targets are expected to come to, from what is planned and what is usual. */
@Injectable()
export class ForecastQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the order of the targets; three questions, however many there are. */
  async of(targets: readonly TargetView[], whatIf: WhatIf = NO_WHAT_IF): Promise<Foreseen[]> {
    const now = this.clock.now();
    const [usual, months, seats] = await Promise.all([
      this.usual(now),
      this.months(targets),
      this.plannedSeats(targets),
    ]);
    return targets.map((target) => ({
      target,
      usual,
      forecast: forecastOf({
        rule: target.rule,
        value: target.value.value,
        norm: target.value.norm,
        planned: target.value.planned,
        plannedSeats: target.plannedEvidence.offerings.reduce(
          (sum, { id }) => sum + (seats.get(id) ?? 0),
          0,
        ),
        months: wholeMonths(target, dayOf(now)).map((month) => months.get(target.id + month) ?? 0),
        monthsLeft: monthsLeft(target, dayOf(now)),
        usual,
        whatIf,
      }),
    }));
  }

  /** What went on and who came in the year until now; of so many offerings that more tells no more. */
  private async usual(now: Date): Promise<Usual> {
    const row = await this.database.first<{
      held: number;
      cancelled: number;
      counted: number;
      middle: number | null;
      low: number | null;
      high: number | null;
    }>(
      `WITH past AS (
         SELECT o.id, o.status, o.seats_taken FROM catalogue.offering o
          WHERE o.ends_at >= $1 AND o.ends_at < $2 AND o.status IN ('held', 'cancelled')
          ORDER BY o.ends_at DESC, o.id LIMIT $3
       ), shares AS (
         SELECT (e.facts->>'present')::float / past.seats_taken AS share
           FROM past JOIN targets.evidence e ON e.kind = 'held_event' AND e.source_type = 'offering'
            AND e.source_id = past.id AND e.retracted_at IS NULL
          WHERE past.status = 'held' AND past.seats_taken > 0
       )
       SELECT (SELECT count(*)::int FROM past WHERE status = 'held') AS held,
         (SELECT count(*)::int FROM past WHERE status = 'cancelled') AS cancelled,
         count(*)::int AS counted,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY least(share, 1)) AS middle,
         percentile_cont(0.2) WITHIN GROUP (ORDER BY least(share, 1)) AS low,
         percentile_cont(0.8) WITHIN GROUP (ORDER BY least(share, 1)) AS high
       FROM shares`,
      [addDays(now, -LOOK_BACK_DAYS), now, MOST],
    );
    const { held = 0, cancelled = 0, counted = 0 } = row ?? {};
    const offerings = held + cancelled;
    const enough = counted >= FEW && row?.middle && row.low && row.high;
    return {
      held:
        offerings >= FEW
          ? { share: Math.max(0.1, held / offerings), of: offerings }
          : { share: ASSUMED.held, of: 0 },
      showUp: enough
        ? { middle: row.middle ?? 0, low: row.low ?? 0, high: row.high ?? 0, of: counted }
        : { ...ASSUMED.showUp, of: 0 },
    };
  }

  private async months(targets: readonly TargetView[]): Promise<Map<string, number>> {
    const rows = await this.database.rows<{ id: string; month: string; added: number }>(
      `SELECT target_id AS id, to_char(month, 'YYYY-MM') AS month, sum(quantity)::int AS added
       FROM targets.rollup WHERE target_id = ANY ($1) AND measure = 'value' AND grade <> 'C'
       GROUP BY 1, 2`,
      [targets.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, month, added }) => [id + month, added]));
  }

  private async plannedSeats(targets: readonly TargetView[]): Promise<Map<string, number>> {
    const ids = targets.flatMap(({ rule, plannedEvidence }) =>
      foreseenOf(rule).basis(rule) === 'seats' ? plannedEvidence.offerings.map(({ id }) => id) : [],
    );
    const rows = await this.database.rows<{ id: string; seats: number }>(
      'SELECT id, seats_taken AS seats FROM catalogue.offering WHERE id = ANY ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, seats }) => [id, seats]));
  }
}

const wholeMonths = ({ periodFrom, periodTo }: TargetView, today: string): string[] =>
  monthsOf(periodFrom, periodTo).filter((month) => month < today.slice(0, 7));

function monthsLeft({ periodTo }: TargetView, today: string): number {
  const days = (Date.parse(periodTo) - Date.parse(today)) / 86_400_000;
  return Math.max(0, days / 30.44);
}
