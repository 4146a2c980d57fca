import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { Plan, PlanStatus } from '../plan/plan';
import { planText } from '../plan/plan-writer';

/** A version of a plan, for the list. */
export interface PlanVersionRow {
  number: number;
  version: string;
  status: PlanStatus;
  loadedAt: Date;
  loadedBy: string | null;
}

/** A version with all that is in it. */
export interface PlanVersionDetail extends PlanVersionRow {
  document: Plan;
  /** YAML: the file as it was, or one that says the same. */
  text: string;
}

const VERSIONS = `
  SELECT v.number, v.version, v.status, v.loaded_at AS "loadedAt",
    p.name AS "loadedBy"`;
const FROM = `
  FROM targets.plan_version v JOIN targets.plan y ON y.id = v.plan_id
  LEFT JOIN people.person_name p ON p.id = v.loaded_by`;

/** Versions of the plan of a year. */
@Injectable()
export class PlanVersionQueries {
  constructor(private readonly database: Database) {}

  /** The latest first. */
  async of(year: number): Promise<PlanVersionRow[]> {
    if (!isYear(year)) return [];
    return this.database.rows<PlanVersionRow>(
      `${VERSIONS} ${FROM} WHERE y.year = $1 ORDER BY v.number DESC`,
      [year],
    );
  }

  /** One version, the latest without a number; undefined when there is none. */
  async find(year: number, number?: number): Promise<PlanVersionDetail | undefined> {
    if (!isYear(year)) return undefined;
    const row = await this.database.first<PlanVersionDetail & { sourceText: string | null }>(
      `${VERSIONS}, v.document, v.source_text AS "sourceText" ${FROM}
        WHERE y.year = $1 AND ($2::int IS NULL OR v.number = $2) ORDER BY v.number DESC LIMIT 1`,
      [year, number ?? null],
    );
    if (!row) return undefined;
    const { sourceText, ...version } = row;
    return { ...version, text: sourceText ?? planText(row.document) };
  }

  /** The last version that the academie itself loaded; undefined when there is none. */
  async lastOfRelease(year: number): Promise<Plan | undefined> {
    const row = await this.database.first<{ document: Plan }>(
      `SELECT v.document ${FROM} WHERE y.year = $1 AND v.loaded_by IS NULL ORDER BY v.number DESC LIMIT 1`,
      [year],
    );
    return row?.document;
  }

  /** How much was counted for these targets of a year, by code; of what a plan leaves out. */
  async counted(year: number, codes: readonly string[]): Promise<Map<string, number>> {
    const found = await this.database.rows<{ code: string; count: number }>(
      `SELECT t.code, count(*)::int AS count FROM targets.contribution c
         JOIN targets.target t ON t.id = c.target_id JOIN targets.plan p ON p.id = t.plan_id
        WHERE p.year = $1 AND t.code = ANY ($2) AND c.measure = 'value' AND c.uncounted_at IS NULL
        GROUP BY t.code`,
      [year, codes],
    );
    return new Map(found.map(({ code, count }) => [code, count]));
  }
}

const isYear = (year: number): boolean => year > 0 && year < 10_000;
