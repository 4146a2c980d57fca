import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { ClosedValue } from '../value/closed-values';
import { isClosedStatus } from '../plan/plan';
import {
  type PlanRow,
  TargetQueries,
  type TargetView,
  type ThemeRow,
} from '../value/target.queries';
import type { Grades } from '../counting/rule-counting';

/** A closing of a year, or a restatement. */
export interface Edition {
  edition: number;
  closedAt: Date;
  reason: string | null;
  closedBy: string;
}

/** A target in the report, with what its value stands on. */
export interface ReportedTarget {
  target: TargetView;
  /** Pieces of evidence, by grade. */
  evidence: Grades;
}

/** All the report of a year is made of; it holds no names of participants. */
export interface Report {
  plan: PlanRow;
  themes: ThemeRow[];
  targets: ReportedTarget[];
  /** The latest first; empty while the year was not closed. */
  editions: Edition[];
}

const NONE: Grades = { A: 0, B: 0, C: 0 };

/** Reads the report of a year: what was reported once it is closed, what is counted until then. */
@Injectable()
export class ReportQueries {
  constructor(
    private readonly database: Database,
    private readonly targets: TargetQueries,
  ) {}

  /** Undefined without a plan for the year. */
  async of(year: number): Promise<Report | undefined> {
    const [plans, themes, targets] = await Promise.all([
      this.targets.plans(),
      this.targets.themes(),
      this.targets.ofYear(year),
    ]);
    const plan = plans.find((one) => one.year === year);
    if (!plan) return undefined;
    const [editions, evidence] = await Promise.all([
      this.editions(plan.id),
      isClosedStatus(plan.status)
        ? this.frozenEvidence(plan.id)
        : this.targets.evidenceCounts(targets.map(({ id }) => id)),
    ]);
    return {
      plan,
      themes,
      editions,
      targets: targets.map((target) => ({ target, evidence: evidence.get(target.id) ?? NONE })),
    };
  }

  private editions(planId: string): Promise<Edition[]> {
    return this.database.rows<Edition>(
      `SELECT c.edition, c.closed_at AS "closedAt", c.reason,
         p.name AS "closedBy"
       FROM targets.closing c JOIN people.person_name p ON p.id = c.closed_by
       WHERE c.plan_id = $1 ORDER BY c.edition DESC`,
      [planId],
    );
  }

  private async frozenEvidence(planId: string): Promise<Map<string, Grades>> {
    const found = await this.database.rows<{ id: string; evidence: ClosedValue['evidence'] }>(
      `SELECT s.target_id AS id, s.shown->'evidence' AS evidence FROM targets.snapshot s
       WHERE s.closing_id = (
         SELECT id FROM targets.closing WHERE plan_id = $1 ORDER BY edition DESC LIMIT 1)`,
      [planId],
    );
    return new Map(found.map(({ id, evidence }) => [id, evidence]));
  }
}
