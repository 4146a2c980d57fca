import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, NotFound } from '@academie/platform';

import { isClosedStatus, nextVersion, type Plan } from '../plan/plan';
import { PlanService } from '../plan-versions/plan.service';
import { PlanVersionQueries } from '../plan-versions/plan-version.queries';
import type { TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import * as refusal from '../targets.errors';
import { type ChosenReading, withReading } from '../plan/apply-reading';

/** Choosing how a doubtful word of the plan is read: a next version of the plan, counted anew. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly database: Database,
    private readonly service: TargetService,
    private readonly plans: PlanService,
    private readonly versions: PlanVersionQueries,
  ) {}

  /** @throws NotAnOwner, PlanClosed, NoSuchReading, PlanChangedMeanwhile */
  async choose(actor: Actor, target: TargetView, chosen: ChosenReading): Promise<void> {
    if (!this.service.decides(actor, target.owners)) throw new refusal.NotAnOwner();
    const last = await this.versions.find(target.year);
    const stored = await this.plans.find(undefined, target.year);
    if (!stored) throw new NotFound();
    if (isClosedStatus(stored.status)) throw new refusal.PlanClosed();
    const plan = planWith(stored.document, target.code, chosen);
    if (!plan) throw new refusal.NoSuchReading();
    await this.plans.load({ ...plan, version: nextVersion(plan.version) }, actor.id, {
      after: last?.number ?? 0,
      reason: chosen.reason,
    });
  }
}

function planWith(plan: Plan, code: string, chosen: ChosenReading): Plan | undefined {
  const before = [...plan.targets, ...plan.others].find((one) => one.code === code);
  const after = before && withReading(before, chosen);
  if (!after) return undefined;
  const renew = (list: Plan['targets']): Plan['targets'] =>
    list.map((one) => (one.code === code ? after : one));
  return { ...plan, targets: renew(plan.targets), others: renew(plan.others) };
}
