import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import * as refusal from '../people.errors';
import type { PersonStatus } from '../directory/person.entity';
import { type Move, moveRows, moveRowsBack, PersonParts } from './person-data';
import { SessionService } from '../access/session.service';

interface Locked {
  id: string;
  status: PersonStatus;
}

/** A person who can sign in goes before one who cannot yet. */
const RANK: Partial<Record<PersonStatus, number>> = { active: 3, invited: 2, guest: 1 };

/** Two records of one person become one, and two again when that was wrong (docs/decisions/0075). */
@Injectable()
export class MergeService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly parts: PersonParts,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Merges the record `personId` into `intoId`. Every row that moves is written down. Doing it twice
   * changes nothing; returns the id of the merge.
   * @throws SamePerson, PersonNotFound, NotMergeable, MergeWrongWay, HasMerges, MergeBlocked, NotYourself
   */
  async merge(actor: Actor, personId: string, intoId: string, reason: string): Promise<string> {
    if (personId === intoId) throw new refusal.SamePerson();
    if (personId === actor.id) throw new refusal.NotYourself();
    const id = await this.database.transaction(async (tx) => {
      const [person, into] = await this.lock(tx, personId, intoId);
      const before = await this.before(tx, personId, intoId);
      if (before) return before;
      await this.mustFit(tx, person, into);
      const conflicts = await this.parts.conflicts(tx, personId, intoId);
      if (conflicts.some(({ blocks }) => blocks)) throw new refusal.MergeBlocked();
      return this.write(tx, actor, person, intoId, reason);
    });
    this.sessions.forget();
    return id;
  }

  /**
   * Parts two records that were merged: what had moved goes back. What happened since stays with the
   * record that went on. @throws NotFound, MergeGone
   */
  async undo(actor: Actor, mergeId: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [merge] = await rows<{ personId: string; intoId: string; undoneAt: Date | null }>(
        tx,
        `SELECT person_id AS "personId", into_id AS "intoId", undone_at AS "undoneAt"
           FROM people.person_merge WHERE id = $1 FOR UPDATE`,
        [mergeId],
      );
      if (!merge) throw new NotFound();
      if (merge.undoneAt) throw new refusal.MergeGone();
      const { personId, intoId } = merge;
      const [person, into] = await this.lock(tx, personId, intoId);
      if (person.status !== 'merged' || into.status === 'erased') throw new refusal.MergeGone();
      await this.putBack(tx, mergeId, personId, intoId);
      await rows(
        tx,
        `UPDATE people.person_merge SET undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1`,
        [mergeId, this.clock.now(), actor.id, reason],
      );
      await this.journal.record(tx, {
        action: 'person.unmerged',
        subjectId: personId,
        actorId: actor.id,
        reason,
        data: { from: intoId, mergeId },
      });
    });
    this.sessions.forget();
  }

  /** Says that two records that look alike are of two people. Saying it twice changes nothing. */
  async tellApart(actor: Actor, personId: string, otherId: string): Promise<void> {
    if (personId === otherId) throw new refusal.SamePerson();
    await this.database.transaction(async (tx) => {
      await this.lock(tx, personId, otherId);
      const said = await rows(
        tx,
        `INSERT INTO people.person_distinct (person_id, other_id, said_at, said_by)
         VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4)
         ON CONFLICT DO NOTHING RETURNING person_id`,
        [personId, otherId, this.clock.now(), actor.id],
      );
      if (said.length === 0) return;
      await this.journal.record(tx, {
        action: 'person.told-apart',
        subjectId: personId,
        actorId: actor.id,
        data: { otherId },
      });
    });
  }

  // Nobody adds anything to either while they become one; always in one order, so nobody waits in a circle.
  private async lock(tx: EntityManager, first: string, second: string): Promise<[Locked, Locked]> {
    const found = await rows<Locked>(
      tx,
      'SELECT id, status FROM people.person WHERE id = ANY ($1) ORDER BY id FOR UPDATE',
      [[first, second]],
    );
    const one = found.find(({ id }) => id === first);
    const other = found.find(({ id }) => id === second);
    if (!one || !other) throw new refusal.PersonNotFound();
    return [one, other];
  }

  private async before(
    tx: EntityManager,
    personId: string,
    intoId: string,
  ): Promise<string | undefined> {
    const [found] = await rows<{ id: string }>(
      tx,
      'SELECT id FROM people.person_merge WHERE person_id = $1 AND into_id = $2 AND undone_at IS NULL',
      [personId, intoId],
    );
    return found?.id;
  }

  private async mustFit(tx: EntityManager, person: Locked, into: Locked): Promise<void> {
    const [from, to] = [RANK[person.status], RANK[into.status]];
    if (!from || !to) throw new refusal.NotMergeable();
    if (from > to) throw new refusal.MergeWrongWay();
    const merged = await rows(tx, 'SELECT FROM people.person WHERE merged_into = $1 LIMIT 1', [
      person.id,
    ]);
    if (merged.length > 0) throw new refusal.HasMerges();
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    person: Locked,
    intoId: string,
    reason: string,
  ): Promise<string> {
    const id = newId();
    await rows(
      tx,
      `INSERT INTO people.person_merge
         (id, person_id, into_id, status_before, reason, merged_at, merged_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, person.id, intoId, person.status, reason, this.clock.now(), actor.id],
    );
    const moves: Move[] = [];
    for (const part of this.parts.all) {
      moves.push(...(await moveRows(tx, part.tables ?? [], person.id, intoId)));
      moves.push(...((await part.move?.(tx, person.id, intoId)) ?? []));
    }
    await rows(
      tx,
      `INSERT INTO people.person_merge_move (merge_id, part, row_key, was)
       SELECT $1, m.part, m.key, m.was FROM jsonb_to_recordset($2) AS m (part text, key text, was jsonb)`,
      [id, JSON.stringify(moves)],
    );
    await rows(tx, `UPDATE people.person SET status = 'merged', merged_into = $2 WHERE id = $1`, [
      person.id,
      intoId,
    ]);
    await this.journal.record(tx, {
      action: 'person.merged',
      subjectId: person.id,
      actorId: actor.id,
      reason,
      data: { into: intoId, mergeId: id },
    });
    return id;
  }

  private async putBack(
    tx: EntityManager,
    mergeId: string,
    personId: string,
    intoId: string,
  ): Promise<void> {
    const moves = await rows<Move & Record<string, unknown>>(
      tx,
      'SELECT part, row_key AS key, was FROM people.person_merge_move WHERE merge_id = $1',
      [mergeId],
    );
    for (const part of this.parts.all) {
      await moveRowsBack(tx, part.tables ?? [], personId, intoId, moves);
      await part.moveBack?.(tx, personId, intoId, moves);
    }
    await rows(
      tx,
      `UPDATE people.person p SET status = m.status_before, merged_into = NULL
         FROM people.person_merge m WHERE m.id = $1 AND p.id = m.person_id`,
      [mergeId],
    );
  }
}
