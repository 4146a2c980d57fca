import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Forgets, Journal, NotFound, rows } from '@academie/platform';

import { NotLive } from '../place/enrolment.errors';
import { type EnrolmentState, LIVE_STATES } from '../place/enrolment-state';

/** What somebody needs: what they do not eat, and what makes it accessible for them. */
export interface Needs {
  diet: string;
  access: string;
}

/** Lets somebody with a place tell what they need. */
@Injectable()
export class NeedService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * What the actor told about this enrolment, or else told last about another: most people need the same each time.
   * @throws NotFound when it is somebody else's
   */
  async of(actor: Actor, enrolmentId: string): Promise<Needs & { told: boolean }> {
    const found = await this.database.first<{
      diet: string | null;
      access: string | null;
      told: boolean;
    }>(
      `SELECT n.diet, n.access, coalesce(n.enrolment_id = e.id, false) AS told
         FROM enrolment.enrolment e
         LEFT JOIN LATERAL (
           SELECT k.* FROM enrolment.need k WHERE k.person_id = e.person_id
            ORDER BY k.enrolment_id = e.id DESC, k.told_at DESC LIMIT 1) n ON true
        WHERE e.id = $1 AND e.person_id = $2`,
      [enrolmentId, actor.id],
    );
    if (!found) throw new NotFound();
    return { diet: found.diet ?? '', access: found.access ?? '', told: found.told };
  }

  /** Keeps it; nothing at all takes back what was told. @throws NotFound when it is somebody else's, NotLive */
  tell(actor: Actor, enrolmentId: string, { diet, access }: Needs): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [held] = await rows<{ personId: string; offeringId: string; state: EnrolmentState }>(
        tx,
        `SELECT person_id AS "personId", offering_id AS "offeringId", state FROM enrolment.enrolment
          WHERE id = $1 FOR NO KEY UPDATE`,
        [enrolmentId],
      );
      if (held?.personId !== actor.id) throw new NotFound();
      if (!LIVE_STATES.some((state) => state === held.state)) throw new NotLive();
      if (diet === '' && access === '')
        await rows(tx, 'DELETE FROM enrolment.need WHERE enrolment_id = $1', [enrolmentId]);
      else
        await rows(
          tx,
          `INSERT INTO enrolment.need (enrolment_id, person_id, diet, access, told_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (enrolment_id) DO UPDATE
              SET diet = excluded.diet, access = excluded.access, told_at = excluded.told_at`,
          [enrolmentId, actor.id, diet, access, this.clock.now()],
        );
      // What it is about may be somebody's health: the journal, which is kept, does not say it.
      await this.journal.record(tx, {
        action: 'enrolment.needs-told',
        subjectId: enrolmentId,
        actorId: actor.id,
        data: { offeringId: held.offeringId, personId: held.personId },
      });
    });
  }

  /** Forgets what people needed at what is over, or given up. */
  @Forgets({
    kind: 'enrolment.needs',
    days: 30,
    least: 1,
    most: 365,
    old: (before) =>
      `SELECT n.enrolment_id::text AS key, o.ends_at AS at
         FROM enrolment.need n JOIN enrolment.enrolment e ON e.id = n.enrolment_id
         CROSS JOIN LATERAL (
           SELECT max(s.ends_at) AS ends_at FROM catalogue.planned_session s
            WHERE s.offering_id = e.offering_id) o
        WHERE e.state IN ('cancelled', 'declined') OR coalesce(o.ends_at, n.told_at) < ${before}`,
  })
  async forgetOld(tx: EntityManager, enrolmentIds: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM enrolment.need WHERE enrolment_id = ANY ($1)', [enrolmentIds]);
  }
}
