import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Journal, rows } from '@academie/platform';

/**
 * A condition for SQL: the offering with the id `offeringId` (`p.offering_id`) is given by the person of the
 * parameter `person` (`$2`).
 */
export const givesOffering = (offeringId: string, person: string): string =>
  `EXISTS (SELECT FROM catalogue.offering_trainer g
     WHERE g.offering_id = ${offeringId} AND g.person_id = ${person})`;

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
