import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Journal, rows } from '@academie/platform';

/**
 * A condition for SQL: the offering with the id `offeringId` (`p.offering_id`), or one of its sessions, is given by
 * the person of the parameter `person` (`$2`).
 */
export const givesOffering = (offeringId: string, person: string): string =>
  `(EXISTS (SELECT FROM catalogue.offering_trainer g
      WHERE g.offering_id = ${offeringId} AND g.person_id = ${person})
    OR EXISTS (SELECT FROM catalogue.session_giver g
      WHERE g.offering_id = ${offeringId} AND g.person_id = ${person}))`;

/** Who gives an offering. */
@Injectable()
export class OfferingTrainers {
  constructor(private readonly journal: Journal) {}

  /** Ids of the people who give it now. */
  async of(tx: EntityManager, offeringId: string): Promise<string[]> {
    const found = await rows<{ id: string }>(
      tx,
      'SELECT person_id AS id FROM catalogue.offering_trainer WHERE offering_id = $1 ORDER BY 1',
      [offeringId],
    );
    return found.map(({ id }) => id);
  }

  /** Who gives which of its sessions (session-giver.sql): ids of sessions by person. */
  async givers(tx: EntityManager, offeringId: string): Promise<Map<string, string[]>> {
    const found = await rows<{ personId: string; sessionIds: string[] }>(
      tx,
      `SELECT person_id AS "personId", array_agg(session_id ORDER BY session_id) AS "sessionIds"
         FROM catalogue.session_giver WHERE offering_id = $1 GROUP BY person_id`,
      [offeringId],
    );
    return new Map(found.map(({ personId, sessionIds }) => [personId, sessionIds]));
  }

  /**
   * Makes these the trainers, in the caller's transaction, which holds the offering's lock. Who came and
   * who went is written as `offering.trainers-changed`.
   */
  async set(
    tx: EntityManager,
    actor: Actor,
    offeringId: string,
    wanted: readonly string[],
  ): Promise<void> {
    const before = await this.of(tx, offeringId);
    const added = wanted.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !wanted.includes(id));
    if (added.length === 0 && removed.length === 0) return;
    await rows(
      tx,
      'DELETE FROM catalogue.offering_trainer WHERE offering_id = $1 AND person_id = ANY ($2)',
      [offeringId, removed],
    );
    // Who leaves the team gives none of its sessions; who stood in for them goes on.
    await rows(
      tx,
      `DELETE FROM catalogue.session_trainer t USING catalogue.session s
        WHERE s.id = t.session_id AND s.offering_id = $1 AND t.person_id = ANY ($2)`,
      [offeringId, removed],
    );
    await rows(
      tx,
      `INSERT INTO catalogue.offering_trainer (offering_id, person_id)
       SELECT DISTINCT $1::uuid, added FROM unnest($2::uuid[]) added`,
      [offeringId, added],
    );
    await this.journal.record(tx, {
      action: 'offering.trainers-changed',
      subjectId: offeringId,
      actorId: actor.id,
      data: { added, removed },
    });
  }
}
