import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Journal, rows } from '@academie/platform';

import { Contributions } from '../ledger/contributions';
import { canonical } from '../counting/context-facts';
import { lockLedgerExclusive } from '../ledger/ledger-locks';
import { isClosedStatus, type Plan } from '../plan/plan';
import { continuePlan } from '../plan/plan-continue';
import { storeTargets } from './plan-store';
import { NoEarlierPlan, PlanChangedMeanwhile, PlanClosed, PlanExists } from '../targets.errors';

/** Years a plan is continued over at most. */
const FURTHEST = 10;

/** The file a plan came from. */
export interface PlanSource {
  text?: string;
  /** Number of the version it was compared with; 0 when there was none. */
  after?: number;
}

interface StoredPlan {
  id: string;
  version: string;
  status: string;
  document: Plan;
}

/** Puts year plans in the ledger. */
@Injectable()
export class PlanService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly contributions: Contributions,
  ) {}

  /**
   * Loads a plan, or the next version of the plan of its year, and counts its targets. A target that
   * the new version lacks is withdrawn; a norm set by a theme lead stays unless the plan's own number
   * changed, and owners that were set stay unless the plan names others. Every version is kept. Returns
   * false when this plan was there already.
   * @throws PlanClosed
   * @throws PlanChangedMeanwhile when `file.after` is not the version that is there
   */
  load(plan: Plan, actorId?: string, file: PlanSource = {}): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await lockLedgerExclusive(tx);
      const before = await this.find(tx, plan.year);
      if (before && canonical(before.document) === canonical(plan)) return false;
      if (before && isClosedStatus(before.status)) throw new PlanClosed();
      if (file.after !== undefined && file.after !== (await this.lastNumber(tx, plan.year)))
        throw new PlanChangedMeanwhile();
      await this.store(tx, plan, before, actorId, file.text);
      return true;
    });
  }

  /**
   * Starts the plan of a year from the last one before it, year by year. Returns its label.
   * @throws PlanExists when the year has a plan
   * @throws NoEarlierPlan when there is nothing to start from
   */
  continueTo(year: number, actorId?: string): Promise<Plan> {
    if (!Number.isInteger(year) || year < 2000 || year > 2100)
      return Promise.reject(new NoEarlierPlan({ year }));
    return this.database.transaction(async (tx) => {
      await lockLedgerExclusive(tx);
      if (await this.find(tx, year)) throw new PlanExists({ year });
      const [last] = await rows<StoredPlan & { year: number }>(
        tx,
        'SELECT * FROM targets.plan WHERE year < $1 ORDER BY year DESC LIMIT 1',
        [year],
      );
      if (!last || year - last.year > FURTHEST) throw new NoEarlierPlan({ year });
      let plan = last.document;
      while (plan.year < year) {
        plan = continuePlan(plan, plan.year + 1);
        await this.store(tx, plan, undefined, actorId);
      }
      return plan;
    });
  }

  /** The plan of a year as it was loaded, with its version; undefined when there is none. */
  async find(tx: EntityManager | undefined, year: number): Promise<StoredPlan | undefined> {
    return this.database.first<StoredPlan>(
      'SELECT id, version, status, document FROM targets.plan WHERE year = $1',
      [year],
      tx,
    );
  }

  private async lastNumber(tx: EntityManager, year: number): Promise<number> {
    const row = await this.database.first<{ number: number }>(
      `SELECT coalesce(max(v.number), 0)::int AS number
         FROM targets.plan_version v JOIN targets.plan p ON p.id = v.plan_id WHERE p.year = $1`,
      [year],
      tx,
    );
    return row?.number ?? 0;
  }

  private async keepVersion(
    tx: EntityManager,
    planId: string,
    plan: Plan,
    actorId: string | undefined,
    text: string | undefined,
  ): Promise<void> {
    await rows(
      tx,
      `INSERT INTO targets.plan_version
         (plan_id, number, version, status, document, source_text, loaded_at, loaded_by)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7
         FROM targets.plan_version WHERE plan_id = $1`,
      [
        planId,
        plan.version,
        plan.status,
        JSON.stringify(plan),
        text ?? null,
        this.clock.now(),
        actorId ?? null,
      ],
    );
  }

  private async store(
    tx: EntityManager,
    plan: Plan,
    before: StoredPlan | undefined,
    actorId: string | undefined,
    text?: string,
  ): Promise<void> {
    const [stored] = await rows<{ id: string }>(
      tx,
      `INSERT INTO targets.plan (year, title, version, status, period_from, period_to, label,
         continued_from, document, loaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT id FROM targets.plan WHERE year = $8), $9, $10)
       ON CONFLICT (year) DO UPDATE SET title = excluded.title, version = excluded.version,
         status = excluded.status, period_from = excluded.period_from, period_to = excluded.period_to,
         label = excluded.label, document = excluded.document, loaded_at = excluded.loaded_at
       RETURNING id`,
      [
        plan.year,
        plan.title,
        plan.version,
        plan.status,
        plan.period.from,
        plan.period.until,
        plan.label ?? null,
        plan.continuedFrom?.year ?? null,
        JSON.stringify(plan),
        this.clock.now(),
      ],
    );
    const planId = stored?.id ?? '';
    await this.keepVersion(tx, planId, plan, actorId, text);
    const ids = await storeTargets(tx, planId, plan, before?.document);
    await rows(
      tx,
      `UPDATE targets.target SET withdrawn = true, version = version + 1
        WHERE plan_id = $1 AND id <> ALL ($2) AND NOT withdrawn`,
      [planId, ids],
    );
    await this.contributions.recount(tx, ids);
    await this.journal.record(tx, {
      action: plan.continuedFrom && !before ? 'plan.continued' : 'plan.loaded',
      subjectId: planId,
      actorId,
      data: { year: plan.year, version: plan.version, before: before?.version },
    });
  }
}
