import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  type EventName,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { isNameTaken } from '../location/name-taken';
import type { MeansForm } from './means.dto';
import { MeansNameTaken, PiecesBooked } from './means.errors';

/** Makes and changes means and the number of their pieces; a piece that was ever booked is kept. */
@Injectable()
export class MeansService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Returns its id. @throws MeansNameTaken */
  create(actor: Actor, given: MeansForm): Promise<string> {
    return this.database.transaction(async (tx) => {
      const id = newId();
      if (await isNameTaken(tx, 'means', id, given.name)) throw new MeansNameTaken();
      await rows(
        tx,
        'INSERT INTO catalogue.means (id, name, about, delivery, contact) VALUES ($1, $2, $3, $4, $5)',
        [id, given.name, given.about, given.delivery, given.contact],
      );
      await this.addPieces(tx, id, 1, given.pieces);
      await this.record(tx, actor, 'means.created', id);
      return id;
    });
  }

  /** @throws NotFound, ChangedMeanwhile, MeansNameTaken, PiecesBooked */
  change(actor: Actor, id: string, version: number, given: MeansForm): Promise<void> {
    return this.database.transaction(async (tx) => {
      const stored = await this.lock(tx, id);
      if (stored.version !== version) throw new ChangedMeanwhile();
      if (await isNameTaken(tx, 'means', id, given.name)) throw new MeansNameTaken();
      await rows(
        tx,
        `UPDATE catalogue.means SET name = $2, about = $3, delivery = $4, contact = $5, version = version + 1
          WHERE id = $1`,
        [id, given.name, given.about, given.delivery, given.contact],
      );
      await this.setPieces(tx, id, given.pieces);
      await this.record(tx, actor, 'means.changed', id);
    });
  }

  /** Takes it out of the lists; what was booked stays booked. Doing it twice changes nothing. @throws NotFound */
  archive(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { archivedAt } = await this.lock(tx, id);
      if (archivedAt) return;
      await rows(tx, 'UPDATE catalogue.means SET archived_at = $2 WHERE id = $1', [
        id,
        this.clock.now(),
      ]);
      await this.record(tx, actor, 'means.archived', id);
    });
  }

  /** Puts it in the lists again. Doing it twice changes nothing. @throws NotFound */
  restore(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { archivedAt } = await this.lock(tx, id);
      if (!archivedAt) return;
      await rows(tx, 'UPDATE catalogue.means SET archived_at = NULL WHERE id = $1', [id]);
      await this.record(tx, actor, 'means.restored', id);
    });
  }

  private async setPieces(tx: EntityManager, id: string, wanted: number): Promise<void> {
    const pieces = await rows<{ id: string; number: number; ahead: boolean; used: boolean }>(
      tx,
      `SELECT p.id, p.number, coalesce(bool_or(upper(b.during) > $2), false) AS ahead,
              count(b.id) > 0 AS used
         FROM catalogue.piece p LEFT JOIN catalogue.booking b ON b.piece_id = p.id
        WHERE p.means_id = $1 AND p.archived_at IS NULL GROUP BY p.id
        ORDER BY ahead DESC, p.number`,
      [id, this.clock.now()],
    );
    // Those that are booked for days to come stay first.
    const booked = pieces.filter(({ ahead }) => ahead).length;
    if (wanted < booked) throw new PiecesBooked({ booked });
    const gone = pieces.slice(wanted);
    await rows(tx, 'UPDATE catalogue.piece SET archived_at = $2 WHERE id = ANY ($1)', [
      gone.filter(({ used }) => used).map((piece) => piece.id),
      this.clock.now(),
    ]);
    await rows(tx, 'DELETE FROM catalogue.piece WHERE id = ANY ($1)', [
      gone.filter(({ used }) => !used).map((piece) => piece.id),
    ]);
    const [last] = await rows<{ number: number }>(
      tx,
      'SELECT coalesce(max(number), 0) AS number FROM catalogue.piece WHERE means_id = $1',
      [id],
    );
    const first = (last?.number ?? 0) + 1;
    await this.addPieces(tx, id, first, first + wanted - pieces.length - 1);
  }

  private async addPieces(
    tx: EntityManager,
    id: string,
    first: number,
    last: number,
  ): Promise<void> {
    await rows(
      tx,
      `INSERT INTO catalogue.piece (means_id, number) SELECT $1, n FROM generate_series($2::integer, $3::integer) n`,
      [id, first, last],
    );
  }

  private async lock(
    tx: EntityManager,
    id: string,
  ): Promise<{ version: number; archivedAt: Date | null }> {
    const [stored] = await rows<{ version: number; archivedAt: Date | null }>(
      tx,
      `SELECT version, archived_at AS "archivedAt" FROM catalogue.means WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!stored) throw new NotFound();
    return stored;
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: EventName,
    subjectId: string,
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId, actorId: actor.id });
  }
}
