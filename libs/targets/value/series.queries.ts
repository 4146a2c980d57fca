import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf } from '@academie/platform';

import { denominatorOf, VALUE } from '../counting/measure-names';
import { isAhead } from '../ledger/rollups';
import type { Moment, TargetRow } from './target.queries';
import { monthsOf } from './months';
import { definitionOf } from '../rule/rule';
import { percentageOf } from '../counting/ratio.counting';

/** A month of a target. */
export interface MonthPoint {
  /** `yyyy-mm`. */
  month: string;
  /** What was added in the month, grades A and B; for a ratio null. */
  added: number | null;
  /** The value at the end of the month, or of today in the running month; null: undetermined. */
  value: number | null;
  /** Bare totals (C) up to then, never part of the value. */
  totals: number;
}

interface Row {
  targetId: string;
  month: string;
  measure: string;
  counted: number;
  totals: number;
}

/** Now: the rollups of months, less what lies after today ($3). */
const NOW = `
  SELECT target_id, month, measure, grade, quantity FROM targets.rollup
   WHERE target_id = ANY ($1) AND measure = ANY ($2)
  UNION ALL
  SELECT target_id, date_trunc('month', day)::date, measure, grade, -quantity
    FROM targets.contribution
   WHERE target_id = ANY ($1) AND measure = ANY ($2) AND ${isAhead('$3')}`;

/** As it was known at a moment ($4). */
const KNOWN = `
  SELECT target_id, date_trunc('month', day)::date AS month, measure, grade, quantity
    FROM targets.contribution
   WHERE target_id = ANY ($1) AND measure = ANY ($2) AND day <= $3
     AND counted_at <= $4 AND (uncounted_at IS NULL OR uncounted_at > $4)`;

/** How values grew. */
@Injectable()
export class SeriesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One point for every month of the period that has begun. */
  async months(target: TargetRow, moment?: Moment): Promise<MonthPoint[]> {
    const today = dayOf(moment?.asOf ?? this.clock.now());
    return pointsOf(target, await this.rowsOf([target], today, moment), today);
  }

  /** The same of many targets, by their id, in one question. */
  async ofAll(targets: readonly TargetRow[]): Promise<Map<string, MonthPoint[]>> {
    const today = dayOf(this.clock.now());
    const rows = await this.rowsOf(targets, today);
    const own = ({ id }: TargetRow): Row[] => rows.filter(({ targetId }) => targetId === id);
    return new Map(targets.map((target) => [target.id, pointsOf(target, own(target), today)]));
  }

  private rowsOf(targets: readonly TargetRow[], today: string, moment?: Moment): Promise<Row[]> {
    return this.database.rows<Row>(
      `SELECT target_id AS "targetId", to_char(month, 'YYYY-MM') AS month, measure,
         coalesce(sum(quantity) FILTER (WHERE grade <> 'C'), 0)::int AS counted,
         coalesce(sum(quantity) FILTER (WHERE grade = 'C'), 0)::int AS totals
       FROM (${moment ? KNOWN : NOW}) s GROUP BY 1, 2, 3 ORDER BY 1, 2`,
      [
        targets.map(({ id }) => id),
        [VALUE, denominatorOf(VALUE)],
        today,
        ...(moment ? [moment.knownAt] : []),
      ],
    );
  }
}

function pointsOf(target: TargetRow, rows: readonly Row[], today: string): MonthPoint[] {
  const denominator = denominatorOf(VALUE);
  const isPercentage = definitionOf(target.rule).shows === 'percentage';
  let [value, of, totals] = [0, 0, 0];
  return monthsOf(target.periodFrom, target.periodTo)
    .filter((month) => month <= today.slice(0, 7))
    .map((month) => {
      const find = (measure: string): Row | undefined =>
        rows.find((row) => row.month === month && row.measure === measure);
      const added = find(VALUE)?.counted ?? 0;
      value += added;
      of += find(denominator)?.counted ?? 0;
      totals += find(VALUE)?.totals ?? 0;
      if (!isPercentage) return { month, added, value, totals };
      return { month, added: null, value: percentageOf(value, of), totals };
    });
}
