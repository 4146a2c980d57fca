import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { BookingService, daySpan, MeansTaken } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  type EventName,
  Journal,
  laterDay,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { ActService, type CheckedAct } from '../act/act.service';
import { DeliveryAccess, type DeliveryRights, MENU_ITEM } from './delivery-access';
import type { DeliveredForm, DeliveryForm, MoveForm } from './delivery.dto';
import type { DeliveryState } from './delivery.entity';
import {
  DaysNotInOrder,
  DaysNotPlannable,
  DeliveryMovedOn,
  NotDeliveredThen,
  NotFree,
} from './delivery.errors';

/** A delivery is for a project, not for a season. */
const MOST_DAYS = 31;
const DAYS_AHEAD = 2 * 365;

interface Locked {
  id: string;
  meansId: string;
  organisationId: string;
  municipality: string;
  firstDay: string;
  lastDay: string;
  pieces: number;
  state: DeliveryState;
  subkind: string | null;
  actId: string | null;
}

type Work = (tx: EntityManager, delivery: Locked, rights: DeliveryRights) => Promise<void>;

/** A municipality asks, the team decides, and what was there becomes an act. One command, one transaction. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: DeliveryAccess,
    private readonly bookings: BookingService,
    private readonly acts: ActService,
  ) {}

  /**
   * Asks for means, and keeps the pieces until the team decides. Returns the id.
   * @throws NotAllowed for a municipality that is not one's own, NotFound for what is not on the menukaart,
   *   DaysNotPlannable, DaysNotInOrder, NotFree
   */
  async request(actor: Actor, meansId: string, given: DeliveryForm): Promise<string> {
    const { municipalities } = await this.access.of(actor);
    const municipality = municipalities.find(({ id }) => id === given.organisationId.toLowerCase());
    if (!municipality) throw new NotAllowed();
    this.checkDays(given);
    return this.database.transaction(async (tx) => {
      const [item] = await rows<{ subkind: string | null }>(
        tx,
        'SELECT subkind FROM acts.menu_item WHERE means_id = $1',
        [meansId],
      );
      if (!item) throw new NotFound();
      const id = newId();
      await rows(
        tx,
        `INSERT INTO acts.delivery (id, means_id, organisation_id, first_day, last_day, pieces, place, contact,
           purpose, requested_by, requested_at, subkind)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...[id, meansId, municipality.id, given.firstDay, given.lastDay, given.pieces],
          ...[given.place, given.contact, given.purpose, actor.id, this.clock.now()],
          item.subkind,
        ],
      );
      await this.book(tx, {
        ...{ id, meansId, pieces: given.pieces, municipality: municipality.shortName },
        ...{ firstDay: given.firstDay, lastDay: given.lastDay },
      });
      await this.record(tx, actor, 'delivery.requested', id);
      return id;
    });
  }

  /** The team says that it comes. Doing it twice changes nothing. @throws NotFound, NotAllowed, DeliveryMovedOn */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.decide(actor, id, async (tx, delivery) => {
      if (delivery.state === 'confirmed') return;
      requireState(delivery, 'requested');
      await rows(tx, `UPDATE acts.delivery SET state = 'confirmed', reason = '' WHERE id = $1`, [
        id,
      ]);
      await this.record(tx, actor, 'delivery.confirmed', id);
    });
  }

  /** The team says no, and the pieces are free. @throws NotFound, NotAllowed, DeliveryMovedOn */
  async refuse(actor: Actor, id: string, reason: string): Promise<void> {
    await this.decide(actor, id, async (tx, delivery) => {
      requireState(delivery, 'requested', 'confirmed');
      await this.end(tx, id, 'refused', reason);
      await this.record(tx, actor, 'delivery.refused', id, reason);
    });
  }

  /**
   * The team gives it other days; that confirms it too. @throws NotFound, NotAllowed, DeliveryMovedOn,
   *   DaysNotPlannable, DaysNotInOrder, NotFree
   */
  async move(actor: Actor, id: string, { firstDay, lastDay, reason }: MoveForm): Promise<void> {
    this.checkDays({ firstDay, lastDay });
    await this.decide(actor, id, async (tx, delivery) => {
      requireState(delivery, 'requested', 'confirmed');
      await rows(
        tx,
        `UPDATE acts.delivery SET first_day = $2, last_day = $3, state = 'confirmed', reason = $4 WHERE id = $1`,
        [id, firstDay, lastDay, reason],
      );
      await this.book(tx, { ...delivery, firstDay, lastDay });
      await this.record(tx, actor, 'delivery.moved', id, reason);
    });
  }

  /**
   * Whoever may ask for that municipality calls it off. Doing it twice changes nothing.
   * @throws NotFound, DeliveryMovedOn
   */
  async cancel(actor: Actor, id: string, reason: string): Promise<void> {
    await this.change(actor, id, async (tx, delivery) => {
      if (delivery.state === 'cancelled') return;
      requireState(delivery, 'requested', 'confirmed');
      await this.end(tx, id, 'cancelled', reason);
      await this.record(tx, actor, 'delivery.cancelled', id, reason);
    });
  }

  /**
   * The team says that it was there, which records the act that counts it. Doing it twice changes nothing.
   * @throws NotFound, NotAllowed, DeliveryMovedOn, NotDeliveredThen, and what recording an act refuses
   */
  async deliver(actor: Actor, id: string, given: DeliveredForm): Promise<void> {
    const act = await this.actOf(actor, id, given);
    await this.decide(actor, id, async (tx, delivery) => {
      if (delivery.state === 'delivered') return;
      requireState(delivery, 'confirmed');
      const { day } = given;
      const isPlanned = delivery.firstDay <= day && day <= delivery.lastDay;
      if (!isPlanned || day > dayOf(this.clock.now())) throw new NotDeliveredThen();
      const actId = act ? await this.acts.recordIn(tx, actor, act) : null;
      await rows(tx, `UPDATE acts.delivery SET state = 'delivered', act_id = $2 WHERE id = $1`, [
        id,
        actId,
      ]);
      await this.record(tx, actor, 'delivery.delivered', id);
    });
  }

  /**
   * It was not there after all: the act is retracted, also when it was corrected since. Doing it twice changes
   * nothing. @throws NotFound, NotAllowed, DeliveryMovedOn
   */
  async undoDelivered(actor: Actor, id: string): Promise<void> {
    await this.decide(actor, id, async (tx, delivery, { scope }) => {
      if (delivery.state === 'confirmed') return;
      requireState(delivery, 'delivered');
      if (delivery.actId) await this.acts.takeBackIn(tx, scope, delivery.actId, 'mistake');
      await rows(tx, `UPDATE acts.delivery SET state = 'confirmed', act_id = NULL WHERE id = $1`, [
        id,
      ]);
      await this.record(tx, actor, 'delivery.undone', id);
    });
  }

  // For whom and as what it counts never changes, so it is looked up and checked before the lock is taken.
  private async actOf(
    actor: Actor,
    id: string,
    { day, headcount, flag }: DeliveredForm,
  ): Promise<CheckedAct | undefined> {
    const { isTeam } = await this.access.of(actor);
    const found = await this.database.first<{ organisationId: string; subkind: string | null }>(
      'SELECT organisation_id AS "organisationId", subkind FROM acts.delivery WHERE id = $1',
      [id],
    );
    // Under the lock the others hear what fits them: who may not decide, and what lies in the future.
    if (!isTeam || !found?.subkind || day > dayOf(this.clock.now())) return undefined;
    return this.acts.check(actor, {
      ...{ kind: MENU_ITEM, occurredOn: day, organisationIds: [found.organisationId] },
      ...{ subkind: found.subkind, status: 'delivered' },
      flags: this.flagsOf(found.subkind, flag),
      ...(headcount && { headcount }),
    });
  }

  private flagsOf(subkind: string, answer: boolean): Record<string, boolean> {
    const asked = this.access.kind.flags.filter((flag) => flag.for?.includes(subkind));
    return Object.fromEntries(asked.map(({ code }) => [code, answer]));
  }

  private checkDays({ firstDay, lastDay }: { firstDay: string; lastDay: string }): void {
    const today = dayOf(this.clock.now());
    if (firstDay < today || firstDay > laterDay(today, DAYS_AHEAD)) throw new DaysNotPlannable();
    if (lastDay < firstDay || lastDay >= laterDay(firstDay, MOST_DAYS)) throw new DaysNotInOrder();
  }

  private async book(
    tx: EntityManager,
    delivery: Pick<Locked, 'id' | 'meansId' | 'pieces' | 'municipality' | 'firstDay' | 'lastDay'>,
  ): Promise<void> {
    const { id, meansId, pieces, municipality, firstDay, lastDay } = delivery;
    const holder = { deliveryId: id, about: municipality };
    try {
      await this.bookings.book(tx, meansId, pieces, daySpan(firstDay, lastDay), holder);
    } catch (error) {
      if (error instanceof MeansTaken) throw new NotFree({ free: error.params.free ?? 0 });
      throw error;
    }
  }

  private async end(
    tx: EntityManager,
    id: string,
    state: DeliveryState,
    reason: string,
  ): Promise<void> {
    await rows(tx, 'UPDATE acts.delivery SET state = $2, reason = $3 WHERE id = $1', [
      id,
      state,
      reason,
    ]);
    await this.bookings.release(tx, { deliveryId: id, about: '' });
  }

  /** For the team only. */
  private async decide(actor: Actor, id: string, work: Work): Promise<void> {
    await this.change(actor, id, work, 'team only');
  }

  private async change(actor: Actor, id: string, work: Work, who?: 'team only'): Promise<void> {
    const rights = await this.access.of(actor);
    const { isTeam, municipalities } = rights;
    await this.database.transaction(async (tx) => {
      const [delivery] = await rows<Locked>(
        tx,
        `SELECT d.id, d.means_id AS "meansId", d.organisation_id AS "organisationId", o.short_name AS municipality,
                d.first_day::text AS "firstDay", d.last_day::text AS "lastDay", d.pieces, d.state,
                d.subkind, d.act_id AS "actId"
           FROM acts.delivery d JOIN people.known_organisation o ON o.id = d.organisation_id
          WHERE d.id = $1 FOR NO KEY UPDATE OF d`,
        [id],
      );
      const isOwn = municipalities.some((one) => one.id === delivery?.organisationId);
      if (!delivery || (!isTeam && !isOwn)) throw new NotFound();
      if (who && !isTeam) throw new NotAllowed();
      await work(tx, delivery, rights);
    });
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: EventName,
    subjectId: string,
    reason?: string,
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId, actorId: actor.id, reason });
  }
}

function requireState({ state }: Locked, ...fit: DeliveryState[]): void {
  if (!fit.includes(state)) throw new DeliveryMovedOn();
}
