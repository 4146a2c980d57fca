import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type CountedMaterial, HandoutQueries } from '@academie/attendance';
import { type Actor, NotAllowed } from '@academie/people';
import {
  Clock,
  type Config,
  CONFIG,
  Database,
  dayOf,
  Journal,
  newId,
  NotFound,
  rows,
  t,
} from '@academie/platform';

import { isPublicLink } from '../act/act-check';
import { ActService, type CheckedAct } from '../act/act.service';
import { OnceAYear } from '../acts.errors';
import { AcknowledgementAccess, READING, type ReadingRights } from './acknowledgement-access';
import type { TakeBackReason } from './acknowledgement.entity';

interface Locked {
  readBy: string | null;
  actId: string | null;
  takenBackAt: Date | null;
}

/** Somebody says to have read material on behalf of an organisation, which becomes an act. */
@Injectable()
export class AcknowledgementService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: AcknowledgementAccess,
    private readonly handouts: HandoutQueries,
    private readonly acts: ActService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Records the act that counts it, today. Doing it twice, or two at once, changes nothing. When the organisation has
   * such an act this year it counts by that one.
   * @throws NotFound for what the reader may not have or what does not count, NotAllowed for whom the reader does not
   *   speak for
   */
  async acknowledge(actor: Actor, materialId: string, organisationId: string): Promise<void> {
    const material = await this.handouts.counted(actor, materialId);
    if (!material) throw new NotFound();
    const { speaksFor } = await this.access.of(actor);
    const organisation = speaksFor.find(({ id }) => id === organisationId.toLowerCase());
    if (!organisation) throw new NotAllowed();
    const today = dayOf(this.clock.now());
    const act = await this.acts.check(actor, {
      ...{ kind: READING, subkind: material.countsAs, occurredOn: today },
      organisationIds: [organisation.id],
      ...this.documentOf(material),
    });
    await this.database.transaction(async (tx) => {
      await lock(tx, organisation.id);
      const id = newId();
      const [made] = await rows(
        tx,
        `INSERT INTO acts.acknowledgement (id, material_id, version, organisation_id, read_on, read_by)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
        [id, material.id, material.version, organisation.id, today, actor.id],
      );
      if (!made) return;
      const { actId, isNew } = await this.actFor(tx, actor, act);
      await rows(tx, 'UPDATE acts.acknowledgement SET act_id = $2, made_act = $3 WHERE id = $1', [
        ...[id, actId, isNew],
      ]);
      await this.journal.record(tx, {
        action: 'acknowledgement.made',
        subjectId: id,
        actorId: actor.id,
        data: { materialId: material.id, organisationId: organisation.id },
      });
    });
  }

  /**
   * Takes it back, by who said so or who leads the theme of such acts. The act that a reading recorded is retracted
   * when no other reading stands on it. Doing it twice changes nothing. @throws NotFound, NotAllowed
   */
  async takeBack(
    actor: Actor,
    materialIds: readonly string[],
    id: string,
    reason: TakeBackReason,
  ): Promise<void> {
    const rights = await this.access.of(actor);
    await this.database.transaction(async (tx) => {
      const [found] = await rows<{ organisationId: string }>(
        tx,
        `SELECT organisation_id AS "organisationId" FROM acts.acknowledgement WHERE id = $1 AND material_id = ANY ($2)`,
        [id, materialIds],
      );
      if (!found) throw new NotFound();
      await lock(tx, found.organisationId);
      const [row] = await rows<Locked>(
        tx,
        `SELECT read_by AS "readBy", act_id AS "actId", taken_back_at AS "takenBackAt"
           FROM acts.acknowledgement WHERE id = $1`,
        [id],
      );
      if (!row || (!rights.isTeam && row.readBy !== actor.id)) throw new NotFound();
      if (row.takenBackAt) return;
      await rows(
        tx,
        'UPDATE acts.acknowledgement SET taken_back_at = $2, taken_back_reason = $3 WHERE id = $1',
        [id, this.clock.now(), reason],
      );
      await this.retractUnlessNeeded(tx, rights, row.actId, reason);
      await this.journal.record(tx, {
        action: 'acknowledgement.taken-back',
        subjectId: id,
        actorId: actor.id,
        reason,
      });
    });
  }

  private async actFor(
    tx: EntityManager,
    actor: Actor,
    act: CheckedAct,
  ): Promise<{ actId: string; isNew: boolean }> {
    try {
      return { actId: await this.acts.recordIn(tx, actor, act), isNew: true };
    } catch (error) {
      if (error instanceof OnceAYear) return { actId: String(error.params.id), isNew: false };
      throw error;
    }
  }

  // What somebody recorded by hand is theirs, and stays.
  private async retractUnlessNeeded(
    tx: EntityManager,
    { scope }: ReadingRights,
    actId: string | null,
    reason: TakeBackReason,
  ): Promise<void> {
    const [use] = await rows<{ isOurs: boolean; isNeeded: boolean }>(
      tx,
      `SELECT coalesce(bool_or(made_act), false) AS "isOurs",
              coalesce(bool_or(taken_back_at IS NULL), false) AS "isNeeded"
         FROM acts.acknowledgement WHERE act_id = $1`,
      [actId],
    );
    if (actId && use?.isOurs && !use.isNeeded) await this.acts.takeBackIn(tx, scope, actId, reason);
  }

  /** The page of ours hands it out to who may have it; a link goes where it leads. */
  private documentOf({ id, title, version, url }: CountedMaterial): {
    document?: { title: string; url: string };
  } {
    const address = url ? new URL(url).href : `${this.config.publicUrl}/materiaal/${id}/inhoud`;
    // An installation without https has no address that others can open; then the reading itself says which version.
    if (!isPublicLink(address)) return {};
    const plain = title.replaceAll(/\p{C}/gu, ' ');
    return {
      document: {
        title: t('acts.acknowledgement.document', { version, title: plain }),
        url: address,
      },
    };
  }
}

/** Readings of one organisation wait for each other, since they may stand on one act. */
async function lock(tx: EntityManager, organisationId: string): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('acknowledgement:' || $1, 0))`, [
    organisationId,
  ]);
}
