import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database } from '@academie/platform';

import { ledBy, managedBy } from '../course/theme-scope';
import type { CostKind } from './cost.entity';

export const COSTS_PAGE_SIZE = 25;

/** One thing that an offering cost. */
export interface CostRow {
  id: string;
  kind: CostKind;
  about: string;
  cents: number;
}

/** An offering with what it may cost and did cost. */
export interface OfferingCosts {
  id: string;
  courseTitle: string;
  startsAt: Date | null;
  people: number;
  /** Null when nobody has said. */
  budget: number | null;
  spent: number;
}

/** A year, or the part of it that somebody manages. */
export interface YearCosts {
  offerings: number;
  people: number;
  budgets: number;
  spent: number;
  /** What all themes together may cost, and did cost. */
  yearBudget: number | null;
  yearSpent: number;
}

// Of a year is what begins in it; an e-learning without dates is of the year in which it was made.
const IN_YEAR = `
  o.status <> 'draft' AND coalesce(o.starts_at, o.created_at) >= make_timestamptz($2, 1, 1, 0, 0, 0, 'Europe/Amsterdam')
  AND coalesce(o.starts_at, o.created_at) < make_timestamptz($2 + 1, 1, 1, 0, 0, 0, 'Europe/Amsterdam')`;
const SPENT = `
  LEFT JOIN catalogue.offering_budget b ON b.offering_id = o.id
  CROSS JOIN LATERAL (SELECT coalesce(sum(k.cents), 0)::float8 AS cents FROM catalogue.offering_cost k
                       WHERE k.offering_id = o.id) s`;

/** What offerings cost, for who manages them. */
@Injectable()
export class CostQueries {
  constructor(private readonly database: Database) {}

  /** What it cost, the first first. The caller has asked who may. */
  async ofOffering(
    id: string,
  ): Promise<{ budget: number | null; people: number; costs: CostRow[] }> {
    const found = await this.database.first<{
      budget: number | null;
      people: number;
      costs: CostRow[];
    }>(
      `SELECT (SELECT cents FROM catalogue.offering_budget WHERE offering_id = $1) AS budget,
              (SELECT seats_taken + overbooked FROM catalogue.offering WHERE id = $1) AS people,
              (SELECT coalesce(json_agg(json_build_object('id', k.id, 'kind', k.kind, 'about', k.about,
                        'cents', k.cents) ORDER BY k.added_at, k.id), '[]')
                 FROM catalogue.offering_cost k WHERE k.offering_id = $1) AS costs`,
      [id],
    );
    return found ?? { budget: null, people: 0, costs: [] };
  }

  /** One page of the offerings of a year that this person manages, the latest first. */
  offerings(actor: Actor, year: number, limit: number, offset: number): Promise<OfferingCosts[]> {
    return this.database.rows<OfferingCosts & Record<string, unknown>>(
      `SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.seats_taken + o.overbooked AS people,
              b.cents AS budget, s.cents AS spent
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id ${SPENT}
        WHERE ${managedBy('$1')} AND ${IN_YEAR} AND (o.status <> 'cancelled' OR s.cents > 0)
        ORDER BY coalesce(o.starts_at, o.created_at) DESC, o.id LIMIT $3 OFFSET $4`,
      [ledBy(actor), year, limit, offset],
    );
  }

  /** The sums of a year: of what this person manages, and of all. */
  async year(actor: Actor, year: number): Promise<YearCosts> {
    const found = await this.database.first<YearCosts & Record<string, unknown>>(
      `SELECT count(*) FILTER (WHERE m.mine)::int AS offerings,
              coalesce(sum(m.people) FILTER (WHERE m.mine), 0)::int AS people,
              coalesce(sum(m.budget) FILTER (WHERE m.mine), 0)::float8 AS budgets,
              coalesce(sum(m.spent) FILTER (WHERE m.mine), 0)::float8 AS spent,
              coalesce(sum(m.spent), 0)::float8 AS "yearSpent",
              (SELECT cents FROM catalogue.year_budget WHERE year = $2) AS "yearBudget"
         FROM (SELECT ${managedBy('$1')} AS mine, o.seats_taken + o.overbooked AS people, b.cents AS budget, s.cents AS spent
                 FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id ${SPENT}
                WHERE ${IN_YEAR} AND (o.status <> 'cancelled' OR s.cents > 0)) m`,
      [ledBy(actor), year],
    );
    if (!found) throw new Error('a row of sums did not come');
    return found;
  }
}
