import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { laterDay, NotFound, rows, startOfDay } from '@academie/platform';

import { MeansTaken } from '../means/means.errors';
import { refusingTaken } from '../means/refuse-taken';

/** From one moment up to another. */
export interface Span {
  from: Date;
  until: Date;
}

/** For what a booking is; of a delivery also for whom, as those who plan read it. */
export type Holder = { sessionId: string } | { deliveryId: string; about: string };

/** Books pieces of means; each command works inside the transaction of its caller. */
@Injectable()
export class BookingService {
  /**
   * Makes `pieces` pieces the holder's for that time, instead of what it had of these means before. Of two who ask
   * for the last piece the second waits for the first, and is refused.
   * @throws NotFound for means that are not there or archived, MeansTaken
   */
  async book(
    tx: EntityManager,
    meansId: string,
    pieces: number,
    span: Span,
    holder: Holder,
  ): Promise<void> {
    // The lock makes those who book the same means go one by one, so that each sees what the other took.
    const [means] = await rows<{ name: string; archived: boolean }>(
      tx,
      `SELECT name, archived_at IS NOT NULL AS archived FROM catalogue.means WHERE id = $1 FOR NO KEY UPDATE`,
      [meansId],
    );
    const before = await this.release(tx, holder, meansId);
    if (pieces === 0) return;
    if (!means || (means.archived && before < pieces)) throw new NotFound();
    const free = await rows<{ id: string }>(
      tx,
      `SELECT p.id FROM catalogue.piece p
        WHERE p.means_id = $1 AND p.archived_at IS NULL AND NOT EXISTS (
              SELECT FROM catalogue.booking b
               WHERE b.piece_id = p.id AND b.during && tstzrange($2, $3))
        ORDER BY p.number`,
      [meansId, span.from, span.until],
    );
    if (free.length < pieces) throw new MeansTaken({ name: means.name, free: free.length });
    const [sessionId, deliveryId, about] =
      'sessionId' in holder
        ? [holder.sessionId, null, '']
        : [null, holder.deliveryId, holder.about];
    await refusingTaken(
      rows(
        tx,
        `INSERT INTO catalogue.booking (piece_id, session_id, delivery_id, about, during)
         SELECT id, $2, $3, $4, tstzrange($5, $6) FROM unnest($1::uuid[]) AS id`,
        [
          free.slice(0, pieces).map(({ id }) => id),
          ...[sessionId, deliveryId, about, span.from, span.until],
        ],
      ),
    );
  }

  /** Gives back what the holder has, of these means or of all. Returns how many pieces these were. */
  async release(tx: EntityManager, holder: Holder, meansId?: string): Promise<number> {
    const [column, id] =
      'sessionId' in holder ? ['session_id', holder.sessionId] : ['delivery_id', holder.deliveryId];
    const gone = await rows(
      tx,
      `DELETE FROM catalogue.booking b USING catalogue.piece p
        WHERE b.${column} = $1 AND p.id = b.piece_id AND ($2::uuid IS NULL OR p.means_id = $2)
        RETURNING b.id`,
      [id, meansId ?? null],
    );
    return gone.length;
  }
}

/** Whole days in Amsterdam, the last one too. */
export function daySpan(first: string, last: string): Span {
  const [from, until] = [startOfDay(first), startOfDay(laterDay(last, 1))];
  if (!from || !until) throw new Error(`no days: ${first}, ${last}`);
  return { from, until };
}
