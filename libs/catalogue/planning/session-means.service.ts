import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, type FieldProblem, InvalidInput, Journal, rows } from '@academie/platform';

import { BookingService } from '../booking/booking.service';
import { MeansTaken } from '../means/means.errors';
import { lockManaged, requireRunning } from '../offering/offering-lock';

/** So many pieces of these means for that session. */
export interface WantedMeans {
  sessionId: string;
  meansId: string;
  pieces: number;
}

/** Books means for the sessions of an offering. */
@Injectable()
export class SessionMeansService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly bookings: BookingService,
  ) {}

  /**
   * All of it or nothing. @throws OfferingNotFound, NotYourTheme, OfferingIsOver, InvalidInput at what is not free,
   *   under `meansField`
   */
  async save(actor: Actor, offeringId: string, wanted: readonly WantedMeans[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      requireRunning(await lockManaged(tx, actor, offeringId));
      const sessions = await rows<{ id: string; startsAt: Date; endsAt: Date }>(
        tx,
        `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt" FROM catalogue.planned_session
          WHERE offering_id = $1`,
        [offeringId],
      );
      const byId = new Map(sessions.map((session) => [session.id, session]));
      // In the order of the means: two who book several never wait for each other.
      const inOrder = [...wanted].sort((a, b) => (a.meansId < b.meansId ? -1 : 1));
      for (const { sessionId, meansId, pieces } of inOrder) {
        const session = byId.get(sessionId);
        if (!session) throw new InvalidInput([problemAt(sessionId, meansId, 'session-gone')]);
        const span = { from: session.startsAt, until: session.endsAt };
        try {
          await this.bookings.book(tx, meansId, pieces, span, { sessionId });
        } catch (error) {
          if (!(error instanceof MeansTaken)) throw error;
          throw new InvalidInput([problemAt(sessionId, meansId, 'too-few-free')]);
        }
      }
      for (const sessionId of new Set(inOrder.map((one) => one.sessionId)))
        await this.journal.record(tx, {
          action: 'session.means-booked',
          subjectId: sessionId,
          actorId: actor.id,
          data: { offeringId },
        });
    });
  }
}

/** The name of the field that says how many pieces a session has. */
export const meansField = (sessionId: string, meansId: string): string =>
  `stuks.${sessionId}.${meansId}`;

const problemAt = (sessionId: string, meansId: string, name: string): FieldProblem => ({
  field: meansField(sessionId, meansId),
  code: `catalogue.${name}`,
  message: 'fewer pieces are free at that time',
});
