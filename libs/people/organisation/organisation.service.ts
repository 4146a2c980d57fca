import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  addDays,
  Clock,
  Database,
  dayOf,
  Job,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { movedOn, moveJobs, moveRoles, takeBack } from './membership-transfer';
import { type EndingRow, OrganisationQueries } from './organisation.queries';
import { type Ending, OrganisationParts } from './organisation-data';
import * as refusal from '../people.errors';
import { SessionService } from '../access/session.service';

const LONGEST_DAYS = 5 * 366;

interface Locked {
  id: string;
  kind: string;
  validFrom: string | null;
  validTo: string | null;
  endsOn: string | null;
}

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
      const added = await rows<{ id: string }>(
        tx,
        `INSERT INTO people.organisation_ending
           (id, organisation_id, successor_id, ends_on, reason, planned_at, planned_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
        [
          newId(),
          ending.organisationId,
          ending.successorId,
          ending.endsOn,
          reason,
          this.clock.now(),
          actor.id,
        ],
      );
      if (!added[0]) throw new refusal.EndsAlready();
      await this.journal.record(tx, {
        action: 'organisation.ending-planned',
        subjectId: ending.organisationId,
        actorId: actor.id,
        reason,
        data: { endingId: added[0].id, successorId: ending.successorId, endsOn: ending.endsOn },
      });
      if (ending.endsOn <= dayOf(this.clock.now())) await this.carryOut(tx, added[0].id);
      return added[0].id;
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
    const due = await this.database.rows<{ id: string }>(
      `SELECT id FROM people.organisation_ending
        WHERE done_at IS NULL AND undone_at IS NULL AND ends_on <= $1 ORDER BY ends_on, id`,
      [dayOf(this.clock.now())],
    );
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
        await rows(
          tx,
          'UPDATE people.organisation SET valid_to = NULL, successor_id = NULL WHERE id = $1',
          [ending.organisationId],
        );
      }
      await rows(
        tx,
        `UPDATE people.organisation_ending SET undone_at = $2, undone_by = $3, undo_reason = $4
          WHERE id = $1`,
        [endingId, now, actor.id, reason],
      );
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
    const people = moved === 1 ? '1 persoon is' : `${moved} mensen zijn`;
    return [
      ...(moved > 0 ? [`${people} daarna van baan veranderd.`] : []),
      ...(next?.doneAt
        ? [`${ending.successor} is daarna zelf opgegaan in ${next.successor}.`]
        : []),
      ...others,
    ];
  }

  private async mustFit(tx: EntityManager, ending: Ending): Promise<void> {
    const found = await rows<Locked & Record<string, unknown>>(
      tx,
      `SELECT o.id, o.kind, o.valid_from::text AS "validFrom", o.valid_to::text AS "validTo",
         (SELECT e.ends_on::text FROM people.organisation_ending e
           WHERE e.organisation_id = o.id AND e.undone_at IS NULL) AS "endsOn"
       FROM people.organisation o WHERE o.id = ANY ($1) ORDER BY o.id FOR UPDATE OF o`,
      [[ending.organisationId, ending.successorId]],
    );
    const organisation = found.find(({ id }) => id === ending.organisationId);
    const successor = found.find(({ id }) => id === ending.successorId);
    if (!organisation) throw new NotFound();
    if (organisation.validTo || organisation.endsOn) throw new refusal.EndsAlready();
    const latest = dayOf(addDays(this.clock.now(), LONGEST_DAYS));
    const { endsOn } = ending;
    if (endsOn > latest || endsOn <= (organisation.validFrom ?? '2000-01-01'))
      throw new refusal.EndOutOfReach();
    if (
      !successor ||
      successor === organisation ||
      successor.kind !== organisation.kind ||
      successor.validTo ||
      successor.endsOn ||
      (successor.validFrom && successor.validFrom > endsOn)
    )
      throw new refusal.NoSuccessor();
  }

  private async lockEnding(tx: EntityManager, id: string): Promise<EndingRow> {
    await rows(tx, 'SELECT id FROM people.organisation_ending WHERE id = $1 FOR UPDATE', [id]);
    const ending = await this.queries.ending(id, tx);
    if (!ending) throw new NotFound();
    return ending;
  }

  private async carryOut(tx: EntityManager, id: string): Promise<void> {
    const ending = await this.lockEnding(tx, id);
    if (ending.doneAt || ending.undoneAt) return;
    const now = this.clock.now();
    await rows(
      tx,
      'UPDATE people.organisation SET valid_to = $2, successor_id = $3 WHERE id = $1',
      [ending.organisationId, ending.endsOn, ending.successorId],
    );
    const moved = await moveJobs(tx, ending);
    await moveRoles(tx, ending, ending.plannedById, now);
    await rows(tx, 'UPDATE people.organisation_ending SET done_at = $2 WHERE id = $1', [id, now]);
    await this.journal.record(tx, {
      action: 'organisation.changed',
      subjectId: ending.organisationId,
      actorId: ending.plannedById,
      reason: ending.reason,
      data: { endingId: id, successorId: ending.successorId, endsOn: ending.endsOn, moved },
    });
  }
}
