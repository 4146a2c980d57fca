import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, dayOf, Journal, newId, NotFound, rows } from '@academie/platform';

/** Somebody of whom only a name is known, and perhaps where that person works. */
export interface Guest {
  givenName: string;
  familyName: string;
  organisationId?: string | undefined;
}

/** People who came without being known; they cannot sign in until they have an address. */
@Injectable()
export class Guests {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Adds a guest in the caller's transaction. Returns the id. @throws NotFound without such an organisation */
  async add(tx: EntityManager, guest: Guest, actorId: string): Promise<string> {
    const id = newId();
    const now = this.clock.now();
    await rows(
      tx,
      `INSERT INTO people.person (id, given_name, family_name, status, created_at)
       VALUES ($1, $2, $3, 'guest', $4)`,
      [id, guest.givenName, guest.familyName, now],
    );
    if (guest.organisationId) {
      const works = await rows(
        tx,
        `INSERT INTO people.membership (person_id, organisation_id, valid_from)
         SELECT $1, id, $3 FROM people.organisation WHERE id = $2 RETURNING id`,
        [id, guest.organisationId, dayOf(now)],
      );
      if (works.length === 0) throw new NotFound();
    }
    await this.journal.record(tx, {
      action: 'person.created',
      subjectId: id,
      actorId,
      data: { status: 'guest', organisationId: guest.organisationId ?? null },
    });
    return id;
  }
}
