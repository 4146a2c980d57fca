import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, LessThanOrEqual } from 'typeorm';

import {
  addDays,
  Clock,
  Database,
  dayOf,
  insertUnlessThere,
  Job,
  Journal,
  newId,
  NotFound,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { movedOn, moveJobs, moveRoles, takeBack } from './membership-transfer';
import { type EndingRow, OrganisationQueries } from './organisation.queries';
import { OrganisationEnding } from './organisation-ending.entity';
import { type Ending, OrganisationParts } from './organisation-data';
import { Organisation } from '../directory/organisation.entity';
import * as refusal from '../people.errors';
import { SessionService } from '../access/session.service';

const LONGEST_DAYS = 5 * 366;

/** Municipalities that merge: planned, done on the day, and undone when that was wrong (decision 0077). */
@Injectable()
export class OrganisationService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly parts: OrganisationParts,
    private readonly queries: OrganisationQueries,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Lets an organisation go up in its successor, from `endsOn` on: at once when that day has come, and
   * else on the day itself. Returns the id of the ending.
   * @throws NotFound, NoSuccessor, EndsAlready, EndOutOfReach
   */
  async end(actor: Actor, ending: Ending, reason: string): Promise<string> {
    const id = await this.database.transaction(async (tx) => {
      await this.mustFit(tx, ending);
      const id = newId();
      const { organisationId, successorId, endsOn } = ending;
      const added = await insertUnlessThere(tx, OrganisationEnding, {
        ...{ id, organisationId, successorId, endsOn, reason },
        ...{ plannedAt: this.clock.now(), plannedBy: actor.id },
      });
      if (!added) throw new refusal.EndsAlready();
      await this.journal.record(tx, {
        action: 'organisation.ending-planned',
        subjectId: organisationId,
        actorId: actor.id,
        reason,
        data: { endingId: id, successorId, endsOn },
      });
      if (ending.endsOn <= dayOf(this.clock.now())) await this.carryOut(tx, id);
      return id;
    });
    this.sessions.forget();
    return id;
  }

  /** Looks whether this ending could be. @throws NotFound, NoSuccessor, EndsAlready, EndOutOfReach */
  async mayEnd(ending: Ending): Promise<void> {
    await this.database.transaction((tx) => this.mustFit(tx, ending));
  }

  /** Carries out what was planned for today or before. Returns how many ended. */
  @Job('5 * * * *', 'people.organisations-that-end')
  async carryOutDue(): Promise<number> {
    const due = await this.database.source.getRepository(OrganisationEnding).find({
      where: {
        ...{ doneAt: IsNull(), undoneAt: IsNull() },
        endsOn: LessThanOrEqual(dayOf(this.clock.now())),
      },
      order: { endsOn: 'ASC', id: 'ASC' },
    });
    for (const { id } of due) await this.database.transaction((tx) => this.carryOut(tx, id));
    if (due.length > 0) this.sessions.forget();
    return due.length;
  }

  /**
   * Takes an ending back: a plan at any time, what was done as long as nothing depends on it.
   * @throws NotFound, EndingStands
   */
  async undo(actor: Actor, endingId: string, reason: string): Promise<void> {
    const known = await this.queries.ending(endingId);
    if (!known) throw new NotFound();
    if (known.undoneAt || (await this.hindrances(known)).length > 0)
      throw new refusal.EndingStands();
    await this.database.transaction(async (tx) => {
      const ending = await this.lockEnding(tx, endingId);
      if (ending.undoneAt || (ending.doneAt && (await movedOn(this.database, endingId, tx)) > 0))
        throw new refusal.EndingStands();
      const now = this.clock.now();
      if (ending.doneAt) {
        await takeBack(tx, ending, now);
        await tx
          .getRepository(Organisation)
          .update(ending.organisationId, { validTo: null, successorId: null });
      }
      await tx
        .getRepository(OrganisationEnding)
        .update(endingId, { undoneAt: now, undoneBy: actor.id, undoReason: reason });
      await this.journal.record(tx, {
        action: ending.doneAt ? 'organisation.changed' : 'organisation.ending-withdrawn',
        subjectId: ending.organisationId,
        actorId: actor.id,
        reason,
        data: { endingId, undone: true },
      });
    });
    this.sessions.forget();
  }

  /** Why an ending cannot be taken back, in Dutch; nothing when it can. */
  async hindrances(ending: EndingRow): Promise<string[]> {
    const { doneAt } = ending;
    if (!doneAt) return [];
    const [moved, next, others] = await Promise.all([
      movedOn(this.database, ending.id),
      this.queries.endingOf(ending.successorId),
      this.parts.hindrances({ ...ending, doneAt }),
    ]);
    return [
      ...(moved > 0 ? [t('people.organisation.hindrance.moved-on', { count: moved })] : []),
      ...(next?.doneAt
        ? [
            t('people.organisation.hindrance.ended-too', {
              organisation: ending.successor,
              successor: next.successor,
            }),
          ]
        : []),
      ...others,
    ];
  }

  private async mustFit(tx: EntityManager, ending: Ending): Promise<void> {
    const ids = In([ending.organisationId, ending.successorId]);
    const found = await tx.getRepository(Organisation).find({
      where: { id: ids },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const endings = await tx
      .getRepository(OrganisationEnding)
      .findBy({ organisationId: ids, undoneAt: IsNull() });
    const ends = ({ id, validTo }: Organisation): boolean =>
      validTo !== null || endings.some(({ organisationId }) => organisationId === id);
    const organisation = found.find(({ id }) => id === ending.organisationId);
    const successor = found.find(({ id }) => id === ending.successorId);
    if (!organisation) throw new NotFound();
    if (ends(organisation)) throw new refusal.EndsAlready();
    const latest = dayOf(addDays(this.clock.now(), LONGEST_DAYS));
    const { endsOn } = ending;
    if (endsOn > latest || endsOn <= (organisation.validFrom ?? '2000-01-01'))
      throw new refusal.EndOutOfReach();
    if (
      !successor ||
      successor === organisation ||
      successor.kind !== organisation.kind ||
      ends(successor) ||
      (successor.validFrom && successor.validFrom > endsOn)
    )
      throw new refusal.NoSuccessor();
  }

  private async lockEnding(tx: EntityManager, id: string): Promise<EndingRow> {
    await tx
      .getRepository(OrganisationEnding)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    const ending = await this.queries.ending(id, tx);
    if (!ending) throw new NotFound();
    return ending;
  }

  private async carryOut(tx: EntityManager, id: string): Promise<void> {
    const ending = await this.lockEnding(tx, id);
    if (ending.doneAt || ending.undoneAt) return;
    const now = this.clock.now();
    await tx
      .getRepository(Organisation)
      .update(ending.organisationId, { validTo: ending.endsOn, successorId: ending.successorId });
    const moved = await moveJobs(tx, ending);
    await moveRoles(tx, ending, ending.plannedById, now);
    await tx.getRepository(OrganisationEnding).update(id, { doneAt: now });
    await this.journal.record(tx, {
      action: 'organisation.changed',
      subjectId: ending.organisationId,
      actorId: ending.plannedById,
      reason: ending.reason,
      data: { endingId: id, successorId: ending.successorId, endsOn: ending.endsOn, moved },
    });
  }
}
