import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  insertRows,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import type { ClosedValue } from '../value/closed-values';
import { lockLedgerExclusive } from '../ledger/ledger-locks';
import type { StoredPlanStatus } from '../plan/plan.entity';
import { keepStates } from '../value/target-states';
import { EvidenceCountQueries } from './evidence-counts.queries';
import { TargetQueries, type TargetView } from '../value/target.queries';
import {
  LedgerBehind,
  NothingToRestate,
  PlanStillRuns,
  RestatementNeedsReason,
} from '../targets.errors';

interface PlanToClose {
  id: string;
  status: StoredPlanStatus;
  periodTo: string;
}

/** Closes years, and restates what was reported when it turned out to be otherwise. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly targets: TargetQueries,
    private readonly counts: EvidenceCountQueries,
  ) {}

  /**
   * Freezes every value of a year as it is known now. The first time closes it; each next time is a
   * restatement, which says why. Returns the number of the edition.
   * @throws NotAllowed, NotFound, PlanStillRuns, LedgerBehind, RestatementNeedsReason, NothingToRestate
   */
  close(actor: Actor, year: number, reason?: string): Promise<number> {
    if (!actor.isAdministrator) throw new NotAllowed();
    return this.database.transaction(async (tx) => {
      await lockLedgerExclusive(tx);
      const plan = await this.plan(tx, year);
      const edition = await this.nextEdition(tx, plan.id);
      if (edition > 1 && !reason?.trim()) throw new RestatementNeedsReason();
      const targets = await this.targets.liveOfYear(year, tx);
      if (edition > 1 && targets.every(({ current }) => current === null))
        throw new NothingToRestate();
      await this.freeze(tx, actor, plan, edition, targets, reason?.trim());
      return edition;
    });
  }

  // What happened and was not counted yet would be missing from the report for ever.
  private async plan(tx: EntityManager, year: number): Promise<PlanToClose> {
    const [plan] = await rows<PlanToClose>(
      tx,
      `SELECT id, status, period_to::text AS "periodTo" FROM targets.plan
        WHERE year = $1 FOR NO KEY UPDATE`,
      [year],
    );
    if (!plan) throw new NotFound();
    if (plan.periodTo > dayOf(this.clock.now())) throw new PlanStillRuns({ year });
    const pending = await rows(
      tx,
      `SELECT 1 FROM platform.journal_pending WHERE consumer = 'targets.ledger' LIMIT 1`,
    );
    if (pending.length > 0) throw new LedgerBehind();
    return plan;
  }

  private async nextEdition(tx: EntityManager, planId: string): Promise<number> {
    const [row] = await rows<{ edition: number }>(
      tx,
      'SELECT coalesce(max(edition), 0) + 1 AS edition FROM targets.closing WHERE plan_id = $1',
      [planId],
    );
    return row?.edition ?? 1;
  }

  private async freeze(
    tx: EntityManager,
    actor: Actor,
    plan: PlanToClose,
    edition: number,
    targets: readonly TargetView[],
    reason: string | undefined,
  ): Promise<void> {
    const id = newId();
    await insertRows(tx, 'targets.closing', [
      {
        id,
        plan_id: plan.id,
        edition,
        reason: edition > 1 ? reason : null,
        closed_at: this.clock.now(),
        closed_by: actor.id,
      },
    ]);
    const evidence = await this.counts.of(
      targets.map((target) => target.id),
      tx,
    );
    await insertRows(
      tx,
      'targets.snapshot',
      targets.map((target) => ({
        closing_id: id,
        target_id: target.id,
        shown: frozenOf(target, evidence.get(target.id)),
      })),
    );
    await rows(tx, 'UPDATE targets.plan SET status = $2 WHERE id = $1', [
      plan.id,
      edition === 1 ? 'closed' : 'restated',
    ]);
    await keepStates(tx, { ofPlan: plan.id, at: this.clock.now() });
    const changed = targets.filter(({ current }) => current !== null).map(({ code }) => code);
    await this.journal.record(tx, {
      action: edition === 1 ? 'plan.closed' : 'plan.restated',
      subjectId: plan.id,
      actorId: actor.id,
      reason: edition > 1 ? reason : undefined,
      data: { edition, ...(edition > 1 && { changed }) },
    });
  }
}

function frozenOf(
  { code, title, sentence, unit, value, current }: TargetView,
  evidence: ClosedValue['evidence'] | undefined,
): ClosedValue {
  return {
    code,
    title,
    sentence,
    unit,
    value: current ?? value,
    evidence: evidence ?? { A: 0, B: 0, C: 0 },
  };
}
