import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Installation, Journal, newId, NotFound, rows } from '@academie/platform';

import { DraftCheck } from './draft-check';
import { type DraftDocument, documentOf, EMPTY } from './draft-document';
import { DraftQueries, type DraftRow, worksOn } from './draft.queries';
import { FOUR_EYES } from './four-eyes';
import type { DraftState } from './target-draft.entity';
import { isClosedStatus, nextVersion } from '../plan/plan';
import { PlanService } from '../plan-versions/plan.service';
import { PlanVersionQueries } from '../plan-versions/plan-version.queries';
import { TargetQueries, type ThemeRow } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import * as refusal from '../targets.errors';

const IN_HAND: readonly DraftState[] = ['open', 'returned'];

/** Composing a target, proposing it, and adopting it in the plan or returning it. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly installation: Installation,
    private readonly drafts: DraftQueries,
    private readonly check: DraftCheck,
    private readonly targets: TargetQueries,
    private readonly service: TargetService,
    private readonly plans: PlanService,
    private readonly versions: PlanVersionQueries,
  ) {}

  /**
   * Begins a draft in the plan of a year: of a new target, or of a change of one that is there. Who begins
   * to change a target that somebody has a draft of gets that one. Returns its id.
   * @throws NotFound, PlanClosed, NotAnOwner
   */
  async begin(actor: Actor, year: number, code: string | undefined): Promise<string> {
    const themes = await this.targets.themes();
    return this.database.transaction(async (tx) => {
      const plan = await this.plans.find(tx, year);
      if (!plan) throw new NotFound();
      if (isClosedStatus(plan.status)) throw new refusal.PlanClosed();
      const before = [...plan.document.targets, ...plan.document.others].find(
        (one) => one.code === code,
      );
      if (code !== undefined && !before) throw new NotFound();
      if (before) {
        await this.mayChange(actor, plan.id, before.code, tx);
        const there = await this.drafts.ofTarget(plan.id, before.code, tx);
        if (there) return there;
      }
      const led = themes.filter((theme) => actor.leads(theme.id)).map(({ slug }) => slug);
      // Who leads one theme need not say which.
      const fresh = led.length === 1 ? { ...EMPTY, owners: led } : EMPTY;
      const document = before ? documentOf(before) : fresh;
      const id = newId();
      await rows(
        tx,
        `INSERT INTO targets.target_draft (id, plan_id, code, document, theme_ids, made_by, changed_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`,
        [
          ...[id, plan.id, code ?? null, JSON.stringify(document)],
          ...[idsOf(themes, document.owners), actor.id, this.clock.now()],
        ],
      );
      await this.record(tx, actor, 'draft.made', id, { year, code });
      return id;
    });
  }

  /**
   * Keeps what was filled in, complete or not. A theme lead changes what is not with the administrator; an
   * administrator what was proposed too. @throws NotFound, DraftMovedOn
   */
  async save(actor: Actor, id: string, version: number, document: DraftDocument): Promise<void> {
    const themeIds = await this.themeIds(document.owners);
    await this.database.transaction(async (tx) => {
      await this.change(tx, actor, id, version);
      await rows(
        tx,
        `UPDATE targets.target_draft SET document = $2, theme_ids = $3, changed_by = $4, changed_at = $5,
           version = version + 1 WHERE id = $1`,
        [...[id, JSON.stringify(document), themeIds], ...[actor.id, this.clock.now()]],
      );
    });
  }

  /**
   * Asks an administrator to put it in the plan.
   * @throws NotFound, DraftMovedOn, DraftIncomplete, DraftWithoutOwnTheme, NormNeedsReason
   */
  async propose(actor: Actor, id: string, version: number): Promise<void> {
    await this.complete(await this.draft(actor, id));
    await this.database.transaction(async (tx) => {
      const draft = await this.change(tx, actor, id, version);
      if (!IN_HAND.includes(draft.state)) throw new refusal.DraftMovedOn();
      if (!actor.isAdministrator && !actor.leadsAnyOf(draft.themeIds))
        throw new refusal.DraftWithoutOwnTheme();
      await rows(
        tx,
        `UPDATE targets.target_draft SET state = 'proposed', proposed_by = $2, remark = NULL,
           version = version + 1 WHERE id = $1`,
        [id, actor.id],
      );
      await this.record(tx, actor, 'draft.proposed', id, dataOf(draft));
    });
  }

  /** Gives it back with what is to be changed. @throws NotFound, DraftMovedOn */
  return(actor: Actor, id: string, version: number, remark: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = await this.change(tx, actor, id, version);
      if (draft.state !== 'proposed') throw new refusal.DraftMovedOn();
      await rows(
        tx,
        `UPDATE targets.target_draft SET state = 'returned', remark = $2, version = version + 1 WHERE id = $1`,
        [id, remark],
      );
      await this.record(tx, actor, 'draft.returned', id, dataOf(draft), remark);
    });
  }

  /** Puts it away for good. @throws NotFound, DraftMovedOn */
  drop(actor: Actor, id: string, version: number): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = await this.change(tx, actor, id, version);
      await rows(
        tx,
        `UPDATE targets.target_draft SET state = 'dropped', version = version + 1 WHERE id = $1`,
        [id],
      );
      await this.record(tx, actor, 'draft.dropped', id, dataOf(draft));
    });
  }

  /**
   * Puts it in the plan as a next version of it, and counts it. Where the installation wants two pairs of
   * eyes, who composed it last or proposed it leaves that to somebody else.
   * @throws NotFound, DraftMovedOn, NeedsOtherEyes, DraftIncomplete, PlanClosed, PlanChangedMeanwhile
   */
  async adopt(actor: Actor, id: string, version: number): Promise<number> {
    const draft = await this.draft(actor, id);
    if (draft.state !== 'proposed' || draft.version !== version) throw new refusal.DraftMovedOn();
    if (this.needsOtherEyes(actor, draft)) throw new refusal.NeedsOtherEyes();
    const { plan, code } = await this.complete(draft);
    const last = await this.versions.find(draft.year);
    await this.plans.load({ ...plan, version: nextVersion(plan.version) }, actor.id, {
      after: last?.number ?? 0,
      ...(draft.document.reason && { reason: draft.document.reason }),
      also: async (tx) => {
        const now = await this.change(tx, actor, id, version);
        await rows(
          tx,
          `UPDATE targets.target_draft SET state = 'adopted', code = $2, version = version + 1 WHERE id = $1`,
          [id, code],
        );
        await this.record(tx, actor, 'draft.adopted', id, { ...dataOf(now), code });
      },
    });
    return draft.year;
  }

  /** Whether this person has to leave the decision to somebody else. */
  needsOtherEyes(actor: Actor, { proposedBy, changedBy }: DraftRow): boolean {
    const wanted = this.installation.value(FOUR_EYES) === 'ja';
    return wanted && (actor.id === proposedBy || actor.id === changedBy);
  }

  /** A draft that this person works on. @throws NotFound */
  async draft(actor: Actor, id: string): Promise<DraftRow> {
    const draft = await this.drafts.find(id);
    if (!draft || !worksOn(actor, draft)) throw new NotFound();
    return draft;
  }

  /** The plan with the draft in it. @throws DraftIncomplete, NormNeedsReason */
  private async complete(draft: DraftRow) {
    const checked = await this.check.of(draft);
    if (!checked.target) throw new refusal.DraftIncomplete();
    if (checked.changesNorm && !draft.document.reason) throw new refusal.NormNeedsReason();
    return checked;
  }

  /** Locks a draft that this person may change now. */
  private async change(
    tx: EntityManager,
    actor: Actor,
    id: string,
    version: number,
  ): Promise<DraftRow> {
    await rows(tx, 'SELECT FROM targets.target_draft WHERE id = $1 FOR UPDATE', [id]);
    const draft = await this.drafts.find(id, tx);
    if (!draft || !worksOn(actor, draft)) throw new NotFound();
    const inHand = IN_HAND.includes(draft.state);
    const isOpen = inHand || (actor.isAdministrator && draft.state === 'proposed');
    if (!isOpen || draft.version !== version) throw new refusal.DraftMovedOn();
    return draft;
  }

  private async mayChange(
    actor: Actor,
    planId: string,
    code: string,
    tx: EntityManager,
  ): Promise<void> {
    const row = await this.database.first<{ id: string }>(
      'SELECT id FROM targets.target WHERE plan_id = $1 AND code = $2',
      [planId, code],
      tx,
    );
    const target = row && (await this.targets.row(row.id, tx));
    if (!target) throw new NotFound();
    if (!this.service.decides(actor, target.owners)) throw new refusal.NotAnOwner();
  }

  private async themeIds(slugs: readonly string[]): Promise<string[]> {
    return idsOf(await this.targets.themes(), slugs);
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: 'draft.made' | 'draft.proposed' | 'draft.returned' | 'draft.adopted' | 'draft.dropped',
    subjectId: string,
    data: Record<string, unknown>,
    reason?: string,
  ): Promise<unknown> {
    return this.journal.record(tx, { action, subjectId, actorId: actor.id, reason, data });
  }
}

/** Of the owners and the themes above them: who leads a theme leads those below it. */
const idsOf = (themes: readonly ThemeRow[], slugs: readonly string[]): string[] => [
  ...new Set(
    themes
      .filter(({ slug }) => slugs.includes(slug))
      .flatMap(({ id, parentId }) => (parentId ? [id, parentId] : [id])),
  ),
];

const dataOf = ({ year, code, document }: DraftRow): Record<string, unknown> => ({
  year,
  code: code ?? undefined,
  title: document.title,
});
