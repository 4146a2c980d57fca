import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThan, Not } from 'typeorm';

import { Clock, Database, Journal, newId } from '@academie/platform';

import { Contributions } from '../ledger/contributions';
import { canonical } from '../counting/context-facts';
import { keepStates } from '../value/target-states';
import { lockLedgerExclusive } from '../ledger/ledger-locks';
import { isClosedStatus, normOf, type Plan } from '../plan/plan';
import { continuePlan } from '../plan/plan-continue';
import { diffPlans } from '../plan/plan-diff';
import { Plan as StoredPlan } from '../plan/plan.entity';
import { PlanVersion } from './plan-version.entity';
import { storeTargets } from './plan-store';
import { Target } from '../plan/target.entity';
import {
  NoEarlierPlan,
  NormNeedsReason,
  PlanChangedMeanwhile,
  PlanClosed,
  PlanExists,
} from '../targets.errors';

/** Years a plan is continued over at most. */
const FURTHEST = 10;

/** The file a plan came from. */
export interface PlanSource {
  text?: string;
  /** Number of the version it was compared with; 0 when there was none. */
  after?: number;
  /** Dutch: why a norm becomes another one. */
  reason?: string;
  /** What has to be done with it, in the same transaction. */
  also?: (tx: EntityManager) => Promise<void>;
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
   * @throws NormNeedsReason when somebody changes a norm and says not why
   */
  load(plan: Plan, actorId?: string, file: PlanSource = {}): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await lockLedgerExclusive(tx);
      const before = await this.find(tx, plan.year);
      if (before && canonical(before.document) === canonical(plan)) return false;
      if (before && isClosedStatus(before.status)) throw new PlanClosed();
      if (file.after !== undefined && file.after !== (await this.lastNumber(tx, before?.id)))
        throw new PlanChangedMeanwhile();
      if (actorId && before && !file.reason && changesNorm(before.document, plan))
        throw new NormNeedsReason();
      await this.store(tx, plan, before, actorId, file);
      await file.also?.(tx);
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
      const last = await tx
        .getRepository(StoredPlan)
        .findOne({ where: { year: LessThan(year) }, order: { year: 'DESC' } });
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
    const { manager } = this.database.source;
    return (await (tx ?? manager).getRepository(StoredPlan).findOneBy({ year })) ?? undefined;
  }

  /** The number of the latest version of a plan; 0 without a plan. */
  private async lastNumber(tx: EntityManager, planId: string | undefined): Promise<number> {
    if (planId === undefined) return 0;
    return (await tx.getRepository(PlanVersion).maximum('number', { planId })) ?? 0;
  }

  private async keepVersion(
    tx: EntityManager,
    planId: string,
    plan: Plan,
    actorId: string | undefined,
    { text, reason }: PlanSource,
  ): Promise<void> {
    const { version, status } = plan;
    await tx.getRepository(PlanVersion).insert({
      ...{ planId, version, status, document: plan as object },
      number: (await this.lastNumber(tx, planId)) + 1,
      sourceText: text ?? null,
      reason: reason ?? null,
      loadedAt: this.clock.now(),
      loadedBy: actorId ?? null,
    });
  }

  private async store(
    tx: EntityManager,
    plan: Plan,
    before: StoredPlan | undefined,
    actorId: string | undefined,
    file: PlanSource = {},
  ): Promise<void> {
    const planId = before?.id ?? newId();
    const columns = {
      ...{ title: plan.title, version: plan.version, status: plan.status },
      ...{ periodFrom: plan.period.from, periodTo: plan.period.until, label: plan.label ?? null },
      ...{ document: plan as object, loadedAt: this.clock.now() },
    };
    const plans = tx.getRepository(StoredPlan);
    if (before) await plans.update(planId, columns);
    else {
      const { year, continuedFrom: from } = plan;
      const earlier = from ? await this.find(tx, from.year) : undefined;
      await plans.insert({ ...columns, id: planId, year, continuedFrom: earlier?.id ?? null });
    }
    await this.keepVersion(tx, planId, plan, actorId, file);
    const ids = await storeTargets(tx, planId, plan, before?.document);
    await tx
      .getRepository(Target)
      .update(
        { planId, id: Not(In(ids)), withdrawn: false },
        { withdrawn: true, version: () => 'version + 1' },
      );
    await keepStates(tx, { ofPlan: planId, at: this.clock.now() });
    await this.contributions.recount(tx, ids);
    await this.journal.record(tx, {
      action: plan.continuedFrom && !before ? 'plan.continued' : 'plan.loaded',
      subjectId: planId,
      actorId,
      reason: file.reason,
      data: { year: plan.year, version: plan.version, before: before?.version },
    });
  }
}

/** Whether a target that stays is measured against another number than before. */
export function changesNorm(before: Plan, after: Plan): boolean {
  return diffPlans(before, after).changed.some(
    ({ before: was, after: is }) => normOf(was).value !== normOf(is).value,
  );
}
