import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, dayOf, Journal, newId, NotFound, rows } from '@academie/platform';

import { ActAccess, type ActScope } from '../kind/act-access';
import { checkAct } from './act-check';
import { type ActFacts, factsOf } from './act-facts';
import type { ActDraft, ActInput } from './act-input';
import { type ActKind, gradeOf } from '../kind/act-kind';
import { ActKinds } from '../kind/act-kinds';
import { draftOf, sameAct } from './act-duplicates';
import { alikeAmong, lockKind, maybeAlike, referenceKey } from './act-likeness';
import { type ActOrigin, insertActs, OWN, retractActs } from './act-store';
import * as refusal from '../acts.errors';
import { Organisations } from '../kind/organisation-lookup';

/** Why an act is retracted. A closed list: a free text would invite what must not be written down. */
export const RETRACT_REASONS = ['mistake', 'duplicate', 'not_held', 'other'] as const;
export type RetractReason = (typeof RETRACT_REASONS)[number];
/** The reasons a correction gives by itself. */
type CorrectionReason = 'corrected' | 'progressed';

/** An act that may be written, with its kind. */
export interface CheckedAct {
  kind: ActKind;
  draft: ActDraft;
}

/** Records, corrects and retracts acts: one command, one transaction each. */
@Injectable()
export class ActService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly kinds: ActKinds,
    private readonly access: ActAccess,
    private readonly organisations: Organisations,
  ) {}

  /**
   * Records an act and answers with its id.
   * @throws InvalidAct, NotAllowed outside the person's own scope, AlreadyRecorded or OnceAYear when
   *   the guard against double entries finds a live act, LooksRecorded when one may be the same and nobody
   *   said that it is another.
   */
  async record(actor: Actor, input: ActInput): Promise<string> {
    const act = await this.check(actor, input);
    return this.database.transaction(async (tx) => {
      await this.refuseDouble(tx, act, { isOther: input.isOther });
      return this.recordIn(tx, actor, act);
    });
  }

  /**
   * What `record` refuses before it writes. It asks on a connection of its own, so never inside a transaction: those
   * who all hold one and want another would wait for each other. @throws InvalidAct, NotAllowed
   */
  async check(actor: Actor, input: ActInput): Promise<CheckedAct> {
    return this.checked(await this.access.of(actor), input);
  }

  /** Writes a checked act inside the transaction of what it is the end of. @throws AlreadyRecorded, OnceAYear */
  recordIn(tx: EntityManager, actor: Actor, { kind, draft }: CheckedAct): Promise<string> {
    return this.write(tx, actor, kind, draft, {
      ...OWN,
      grade: gradeOf(kind, draft.subkind, OWN.grade),
    });
  }

  /**
   * Retracts the act and records another in its place, which answers with its id. The kind stays.
   * @throws as record, and NotFound, AlreadyRetracted, NothingChanged.
   */
  async correct(actor: Actor, id: string, input: Omit<ActInput, 'kind'>): Promise<string> {
    const scope = await this.access.of(actor);
    const [now] = await factsOf(this.database, [id]);
    if (!now || !scope.maySee(now.kind, now.organisationIds)) throw new NotFound();
    const { kind, draft } = await this.checked(scope, { ...input, kind: now.kind });
    return this.database.transaction(async (tx) => {
      const old = await this.lockLive(tx, scope, id);
      if (sameAct(draftOf(old), draft)) throw new refusal.NothingChanged();
      await this.refuseDouble(tx, { kind, draft }, { isOther: input.isOther, except: id });
      const reason = old.status === draft.status ? 'corrected' : 'progressed';
      await this.retractIn(tx, actor, old, reason);
      const { source, external_id, import_id } = old;
      // Another sort may be trusted less; what came in a list never becomes our own.
      const grade = gradeOf(kind, draft.subkind, source === OWN.source ? OWN.grade : 'B');
      const origin = { grade, source, externalId: external_id, importId: import_id };
      return this.write(tx, actor, kind, draft, { ...origin, replacesId: id });
    });
  }

  /** Takes the act back; it stays readable and counts no more. @throws NotFound, AlreadyRetracted. */
  async retract(actor: Actor, id: string, reason: RetractReason): Promise<void> {
    const scope = await this.access.of(actor);
    await this.database.transaction(async (tx) => {
      const act = await this.lockLive(tx, scope, id);
      await this.retractIn(tx, actor, act, reason);
    });
  }

  /**
   * As `retract`, inside the transaction of what it was the end of: the act itself, or the one it was corrected to.
   * When it was retracted before, nothing changes. `scope` is what the actor may do.
   */
  async takeBackIn(
    tx: EntityManager,
    scope: ActScope,
    id: string,
    reason: RetractReason,
  ): Promise<void> {
    const [live] = await rows<{ id: string }>(
      tx,
      `WITH RECURSIVE later AS (
         SELECT id, retracted_at FROM acts.act WHERE id = $1
         UNION ALL SELECT n.id, n.retracted_at FROM acts.act n JOIN later ON n.replaces_id = later.id)
       SELECT id FROM later WHERE retracted_at IS NULL`,
      [id],
    );
    if (!live) return;
    const act = await this.lockLive(tx, scope, live.id);
    await this.retractIn(tx, scope.actor, act, reason);
  }

  private async checked(scope: ActScope, input: ActInput): Promise<CheckedAct> {
    const kind = this.kinds.get(input.kind);
    if (!kind) throw new refusal.InvalidAct([{ field: 'kind', code: 'unknownChoice' }]);
    const today = dayOf(this.clock.now());
    const organisations = await this.organisations.all();
    const { draft, problems } = checkAct(kind, input, { today, organisations });
    if (problems.length > 0) throw new refusal.InvalidAct(problems);
    if (!scope.mayRecord(kind, draft.organisationIds)) throw new NotAllowed();
    return { kind, draft };
  }

  /** @throws AlreadyRecorded for the same reference in other letters, LooksRecorded */
  private async refuseDouble(
    tx: EntityManager,
    { kind, draft }: CheckedAct,
    { isOther, except }: { isOther?: boolean | undefined; except?: string },
  ): Promise<void> {
    await lockKind(tx, kind);
    const same = draft.reference && (await this.standing(tx, kind, draft, null));
    if (same && same.id !== except) {
      const params = { id: same.id, what: kind.name, day: dutchDay(same.occurred_on) };
      throw new refusal.AlreadyRecorded(params);
    }
    if (isOther) return;
    const live = await maybeAlike(this.database, tx, kind, [draft]);
    const alike = alikeAmong(
      kind,
      draft,
      live.filter(({ id }) => id !== except),
    );
    if (!alike) return;
    const params = { id: alike.id, what: kind.name, day: dutchDay(alike.occurredOn) };
    throw new refusal.LooksRecorded(params);
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    kind: ActKind,
    draft: ActDraft,
    origin: ActOrigin,
  ): Promise<string> {
    const id = newId();
    const onceInYear = onceInYearOf(kind, draft);
    const act = { id, draft, origin, onceInYear };
    const written = await insertActs(tx, [act], this.clock.now(), actor.id);
    if (!written.has(id)) throw await this.standingInTheWay(tx, kind, draft, onceInYear);
    await this.journal.record(tx, {
      action: 'act.recorded',
      subjectId: id,
      actorId: actor.id,
      data: { kind: kind.kind, ...(origin.replacesId && { replaces: origin.replacesId }) },
    });
    return id;
  }

  private async retractIn(
    tx: EntityManager,
    actor: Actor,
    act: { id: string; kind: string },
    reason: RetractReason | CorrectionReason,
  ): Promise<void> {
    await retractActs(tx, [act.id], { at: this.clock.now(), by: actor.id, reason });
    await this.journal.record(tx, {
      action: 'act.retracted',
      subjectId: act.id,
      actorId: actor.id,
      reason,
      data: { kind: act.kind },
    });
  }

  // Of two corrections at once the second waits here, and then finds the act retracted.
  private async lockLive(tx: EntityManager, scope: ActScope, id: string): Promise<LockedAct> {
    const [locked] = await rows<Pick<LockedAct, 'external_id' | 'import_id'>>(
      tx,
      'SELECT external_id, import_id FROM acts.act WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    );
    const [act] = locked ? await factsOf(this.database, [id], tx) : [];
    if (!locked || !act || !scope.maySee(act.kind, act.organisationIds)) throw new NotFound();
    const kind = this.kinds.get(act.kind);
    if (!kind || !scope.mayRecord(kind, act.organisationIds)) throw new NotAllowed();
    if (act.retractedAt) throw new refusal.AlreadyRetracted();
    return { ...act, ...locked };
  }

  private async standingInTheWay(
    tx: EntityManager,
    kind: ActKind,
    draft: ActDraft,
    onceInYear: number | null,
  ): Promise<Error> {
    const first = await this.standing(tx, kind, draft, onceInYear);
    if (!first) return new Error('an act was refused by an index that nobody knows');
    const params = { id: first.id, what: kind.name, day: dutchDay(first.occurred_on) };
    return onceInYear === null
      ? new refusal.AlreadyRecorded(params)
      : new refusal.OnceAYear(params);
  }

  /** The live act with the same reference, or of the same year where there is one a year. */
  private async standing(
    tx: EntityManager,
    kind: ActKind,
    draft: ActDraft,
    onceInYear: number | null,
  ): Promise<{ id: string; occurred_on: string } | undefined> {
    const [first] = await rows<{ id: string; occurred_on: string }>(
      tx,
      `SELECT id, occurred_on::text FROM acts.act
       WHERE kind = $1 AND retracted_at IS NULL AND (
         (upper(reference) = $4 AND occurred_on = $3 AND team IS NOT DISTINCT FROM $2
           AND (team IS NOT NULL OR organisation_id IS NOT DISTINCT FROM $5))
         OR (once_in_year = $6 AND subkind IS NOT DISTINCT FROM $7
           AND organisation_id IS NOT DISTINCT FROM $5))
       LIMIT 1`,
      [
        kind.kind,
        draft.team,
        draft.occurredOn,
        draft.reference && referenceKey(draft.reference),
        draft.organisationIds[0] ?? null,
        onceInYear,
        draft.subkind,
      ],
    );
    return first;
  }
}

type LockedAct = ActFacts & { external_id: string | null; import_id: string | null };

/** The year an act of this kind may not be repeated in, or null when it may. */
export const onceInYearOf = (kind: ActKind, draft: ActDraft): number | null =>
  kind.repeats ? null : Number(draft.occurredOn.slice(0, 4));

/** `24-11-2026` for a day `yyyy-mm-dd`. */
export const dutchDay = (day: string): string => day.split('-').reverse().join('-');
