import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  type DiskUploaded,
  dayOf,
  FileStore,
  Forgets,
  Journal,
  mediaTypeOf,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { dropProofs } from '../duty/exemption-proofs';
import { dutyScope, inCare } from './duty-scope';
import type { DecideForm, EarlierLearningForm } from './exemption.dto';
import {
  AskedAlready,
  LearnedAhead,
  NoLongerAsked,
  OwnExemption,
  ProofMissing,
  ProofTooLarge,
  ProofUnreadable,
  RefusedWithoutWhy,
} from './exemption.errors';

/** By what the file is, and not by its name. */
const PROOF = /^(?:image\/(?:png|jpeg|webp)|application\/pdf)$/;
/** In megabytes. */
export const LARGEST_PROOF = 20;

interface Asked {
  personId: string;
  courseId: string;
  state: string;
}

/** What somebody learned elsewhere: asked with a proof by who has the duty, decided where that person works. */
@Injectable()
export class ExemptionService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly store: FileStore,
  ) {}

  /** @throws NotFound, LearnedAhead, ProofMissing, ProofTooLarge, ProofUnreadable, AskedAlready */
  async ask(
    actor: Actor,
    dutyId: string,
    { reason, learnedOn }: EarlierLearningForm,
    proof: DiskUploaded | undefined,
  ): Promise<void> {
    if (learnedOn > dayOf(this.clock.now())) throw new LearnedAhead();
    if (!proof) throw new ProofMissing();
    if (proof.tooLarge) throw new ProofTooLarge({ megabytes: LARGEST_PROOF });
    if (!PROOF.test(await mediaTypeOf(proof.head))) throw new ProofUnreadable();
    await this.database.transaction(async (tx) => {
      const [duty] = await rows<{ courseId: string; organisationId: string | null }>(
        tx,
        `SELECT course_id AS "courseId", organisation_id AS "organisationId" FROM attendance.duty
          WHERE id = $1 AND person_id = $2 AND state = 'open' FOR UPDATE`,
        [dutyId, actor.id],
      );
      if (!duty) throw new NotFound();
      const [asked] = await rows(
        tx,
        `SELECT 1 FROM attendance.duty_exemption WHERE person_id = $1 AND course_id = $2 AND state = 'asked'`,
        [actor.id, duty.courseId],
      );
      if (asked) throw new AskedAlready();
      const id = newId();
      const { id: fileId } = await this.store.keep(tx, proof);
      await rows(
        tx,
        `INSERT INTO attendance.duty_exemption (id, course_id, person_id, organisation_id, kind, reason, learned_on,
           file_id, state, asked_at) VALUES ($1, $2, $3, $4, 'earlier_learning', $5, $6, $7, 'asked', $8)`,
        [
          ...[id, duty.courseId, actor.id, duty.organisationId, reason, learnedOn, fileId],
          this.clock.now(),
        ],
      );
      await this.record(tx, 'duty.exemption-asked', id, actor, actor.id, duty.courseId);
    });
  }

  /** Takes the own question back; once decided that changes nothing. @throws NotFound */
  async withdraw(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const asked = await this.lock(tx, id);
      if (asked?.personId !== actor.id) throw new NotFound();
      if (asked.state !== 'asked') return;
      await this.dropProof(tx, [id]);
      await rows(tx, `UPDATE attendance.duty_exemption SET state = 'withdrawn' WHERE id = $1`, [
        id,
      ]);
      await this.record(tx, 'duty.exemption-withdrawn', id, actor, actor.id, asked.courseId);
    });
  }

  /** @throws NotFound outside the own organisations, OwnExemption, NoLongerAsked, RefusedWithoutWhy */
  async decide(actor: Actor, id: string, { verdict, decision }: DecideForm): Promise<void> {
    if (verdict === 'refuse' && !decision) throw new RefusedWithoutWhy();
    await this.database.transaction(async (tx) => {
      const [mine] = await rows(
        tx,
        `SELECT 1 FROM attendance.duty_exemption x WHERE ${inCare('x')} AND x.id = $3 AND x.kind = 'earlier_learning'`,
        [...dutyScope(actor), id],
      );
      const asked = mine && (await this.lock(tx, id));
      if (!asked) throw new NotFound();
      if (asked.personId === actor.id) throw new OwnExemption();
      if (asked.state !== 'asked') throw new NoLongerAsked();
      await rows(
        tx,
        `UPDATE attendance.duty_exemption SET state = $2, decided_at = $3, decided_by = $4, decision = $5 WHERE id = $1`,
        [id, verdict === 'grant' ? 'granted' : 'refused', this.clock.now(), actor.id, decision],
      );
      const action = verdict === 'grant' ? 'duty.learned-elsewhere' : 'duty.exemption-refused';
      await this.record(tx, action, id, actor, asked.personId, asked.courseId, decision);
    });
  }

  /** The proof is needed until somebody decided, and a while after that; that it was decided stays. */
  @Forgets({
    kind: 'attendance.proofs',
    days: 365,
    least: 30,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, decided_at AS at FROM attendance.duty_exemption
        WHERE decided_at < ${before} AND (file_id IS NOT NULL OR reason <> '–')`,
  })
  async forgetProofs(tx: EntityManager, ids: string[]): Promise<void> {
    await this.dropProof(tx, ids);
    await rows(tx, `UPDATE attendance.duty_exemption SET reason = '–' WHERE id = ANY ($1)`, [ids]);
  }

  private dropProof(tx: EntityManager, ids: readonly string[]): Promise<void> {
    return dropProofs(tx, this.store, 'id', ids);
  }

  private async lock(tx: EntityManager, id: string): Promise<Asked | undefined> {
    const [found] = await rows<Asked>(
      tx,
      `SELECT person_id AS "personId", course_id AS "courseId", state
         FROM attendance.duty_exemption WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return found;
  }

  private async record(
    tx: EntityManager,
    action:
      | 'duty.exemption-asked'
      | 'duty.exemption-withdrawn'
      | 'duty.exemption-refused'
      | 'duty.learned-elsewhere',
    subjectId: string,
    actor: Actor,
    personId: string,
    courseId: string,
    reason?: string,
  ): Promise<void> {
    await this.journal.record(tx, {
      ...{ action, subjectId, actorId: actor.id, reason: reason || undefined },
      ...(personId !== actor.id && { onBehalfOf: personId }),
      data: { personId, courseId },
    });
  }
}
