import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { ChangedMeanwhile, Clock, Database, Journal, NotFound, rows } from '@academie/platform';

import { Baselines } from './baselines';
import { dayBefore } from '../counting/measures';
import { isClosedStatus } from '../plan/plan';
import { asksBaseline } from '../rule/distinct-persons.rule';
import { definitionOf } from '../rule/rule';
import type { Baseline } from '../plan/target.entity';
import { keepStates } from './target-states';
import { type OwnerTheme, TargetQueries, type TargetRow } from './target.queries';
import { dutchDay } from './target-labels';
import * as refusal from '../targets.errors';

/** A norm, and why it is another one than before. */
export interface NewNorm {
  norm: number;
  /** Dutch. */
  reason: string;
}

export interface NewBaseline {
  /** Persons who took part before the period. */
  persons: number;
  /** Of those, in the year before. */
  yearBefore?: number | undefined;
  /** Dutch: who says so. */
  source: string;
  /** Until and including which day they took part: the day before the period, or an earlier one. */
  asOf?: string | undefined;
}

/** What is settled by people: the norm, and who took part before. */
@Injectable()
export class TargetService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly targets: TargetQueries,
    private readonly baselines: Baselines,
  ) {}

  /**
   * Whether this person decides about the target: leads one of its themes or the theme above it, or is
   * an administrator.
   */
  decides(actor: Actor, owners: readonly OwnerTheme[]): boolean {
    const themes = owners.flatMap(({ id, parentId }) => (parentId ? [id, parentId] : [id]));
    return actor.isAdministrator || actor.leadsAnyOf(themes);
  }

  /**
   * Sets the number the target is measured against; it is shown as set here, beside the plan's own. Returns the new
   * version.
   * @throws NotFound, NotAnOwner, PlanClosed, NormOutOfReach
   * @throws ChangedMeanwhile when `version` is not the current one
   */
  setNorm(actor: Actor, id: string, { norm, reason }: NewNorm, version: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const target = await this.lock(tx, actor, id);
      if (target.version !== version) throw new ChangedMeanwhile();
      const most = definitionOf(target.rule).highest(target.rule);
      if (most !== undefined && norm > most) throw new refusal.NormOutOfReach({ most });
      const own = target.planNorm === norm;
      await rows(
        tx,
        `UPDATE targets.target SET norm = $2, norm_source = $3, norm_set_by = $4, norm_set_at = $5,
           version = version + 1 WHERE id = $1`,
        [id, norm, own ? 'plan' : 'set', own ? null : actor.id, own ? null : this.clock.now()],
      );
      await keepStates(tx, { of: id, at: this.clock.now() });
      await this.journal.record(tx, {
        action: 'target.norm-set',
        subjectId: id,
        actorId: actor.id,
        reason,
        data: { code: target.code, from: target.norm, to: norm },
      });
      return version + 1;
    });
  }

  /**
   * Says which themes own the target; its value is the same under each. For administrators. Returns the
   * new version.
   * @throws NotFound, PlanClosed, OwnersUnknown
   * @throws ChangedMeanwhile when `version` is not the current one
   */
  setOwners(actor: Actor, id: string, slugs: readonly string[], version: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const target = await this.lock(tx, actor, id);
      if (target.version !== version) throw new ChangedMeanwhile();
      const wanted = [...new Set(slugs)].sort();
      const before = target.owners.map(({ slug }) => slug).sort();
      if (wanted.join() === before.join()) return version;
      const themes = await rows<{ id: string; name: string }>(
        tx,
        'SELECT id, name FROM catalogue.theme WHERE slug = ANY ($1) ORDER BY position',
        [wanted],
      );
      if (themes.length === 0 || themes.length < wanted.length) throw new refusal.OwnersUnknown();
      await rows(tx, 'DELETE FROM targets.target_owner WHERE target_id = $1', [id]);
      await rows(
        tx,
        'INSERT INTO targets.target_owner (target_id, theme_id) SELECT $1, unnest($2::uuid[])',
        [id, themes.map((theme) => theme.id)],
      );
      await rows(tx, 'UPDATE targets.target SET version = version + 1 WHERE id = $1', [id]);
      await keepStates(tx, { of: id, at: this.clock.now() });
      await this.journal.record(tx, {
        action: 'target.owners-set',
        subjectId: id,
        actorId: actor.id,
        data: {
          code: target.code,
          from: target.owners.map(({ name }) => name),
          to: themes.map(({ name }) => name),
        },
      });
      return version + 1;
    });
  }

  /**
   * Records who took part before, once and for all. Who is known by name then is kept with it, so that what comes in
   * later about that time is said beside the number.
   * @throws NotFound, NotAnOwner, PlanClosed, NoBaselineAsked, BaselineFrozen, BaselineAfterStart
   */
  recordBaseline(actor: Actor, id: string, given: NewBaseline): Promise<void> {
    return this.database.transaction(async (tx) => {
      const target = await this.lock(tx, actor, id);
      if (!asksBaseline(target.rule)) throw new refusal.NoBaselineAsked();
      if (target.baseline) throw new refusal.BaselineFrozen();
      const { asOf } = given;
      if (asOf && asOf >= target.periodFrom)
        throw new refusal.BaselineAfterStart({ from: dutchDay(target.periodFrom) });
      await this.storeBaseline(tx, target, given, actor.id);
    });
  }

  private async storeBaseline(
    tx: EntityManager,
    target: TargetRow,
    { persons, yearBefore, source, asOf }: NewBaseline,
    actorId: string,
  ): Promise<void> {
    const baseline: Baseline = {
      persons,
      yearBefore,
      source,
      asOf: asOf ?? dayBefore(target.periodFrom),
      recordedAt: this.clock.now().toISOString(),
      recordedBy: actorId,
    };
    await rows(tx, 'UPDATE targets.target SET baseline = $2, version = version + 1 WHERE id = $1', [
      target.id,
      JSON.stringify(baseline),
    ]);
    await keepStates(tx, { of: target.id, at: this.clock.now() });
    const known = await this.baselines.freeze(tx, target);
    await this.journal.record(tx, {
      action: 'target.baseline-recorded',
      subjectId: target.id,
      actorId,
      data: { code: target.code, persons, yearBefore, known },
    });
  }

  private async lock(tx: EntityManager, actor: Actor, id: string): Promise<TargetRow> {
    await rows(tx, 'SELECT id FROM targets.target WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const target = await this.targets.row(id, tx);
    if (!target) throw new NotFound();
    if (!this.decides(actor, target.owners)) throw new refusal.NotAnOwner();
    if (isClosedStatus(target.planStatus)) throw new refusal.PlanClosed();
    return target;
  }
}
