import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, dayOf, type ImportFacts, Journal, newId, NotFound, rows } from '@academie/platform';

/** Somebody of whom only a name is known, and perhaps where that person works. */
export interface Guest {
  givenName: string;
  familyName: string;
  organisationId?: string | undefined;
}

/** A guest whom an import found under an address that nobody had. */
export interface ReportedGuest {
  /** The id that the person gets. */
  personId: string;
  givenName: string;
  familyName: string;
  email: string;
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

  /** Adds the guests of an import, each with an address: two statements, however many there are. */
  async addReported(
    tx: EntityManager,
    { importId, actorId, now }: ImportFacts,
    guests: readonly ReportedGuest[],
  ): Promise<void> {
    if (guests.length === 0) return;
    const ids = guests.map(({ personId }) => personId);
    await rows(
      tx,
      `WITH line AS MATERIALIZED (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
           AS line (id, given_name, family_name, email)
       ), person AS (
         INSERT INTO people.person (id, given_name, family_name, status, created_at)
         SELECT id, given_name, family_name, 'guest', $5 FROM line
       )
       INSERT INTO people.email_address (address, person_id, is_primary)
       SELECT email, id, true FROM line`,
      [
        ids,
        guests.map(({ givenName }) => givenName),
        guests.map(({ familyName }) => familyName),
        guests.map(({ email }) => email),
        now,
      ],
    );
    await this.journal.recordRows(
      tx,
      { action: 'person.created', actorId, recordedAt: now },
      `SELECT id AS subject_id, jsonb_build_object('status', 'guest', 'importId', $2::uuid) AS data
       FROM unnest($1::uuid[]) AS line (id)`,
      [ids, importId],
    );
  }

  /**
   * Holds the person as one whom the academie knows, until the caller's transaction ends.
   * @throws NotFound when this is nobody, a guest, or a person who was merged or erased
   */
  async mustBeKnown(tx: EntityManager, personId: string): Promise<void> {
    const found = await rows(
      tx,
      `SELECT 1 FROM people.person WHERE id = $1 AND status IN ('active', 'invited') FOR KEY SHARE`,
      [personId],
    );
    if (found.length === 0) throw new NotFound();
  }

  /**
   * Ends the record of a guest who turned out to be the person `intoId`. Unlike a merge it moves
   * nothing: the caller has given all that the guest had to that person.
   */
  async becomeKnown(
    tx: EntityManager,
    guestId: string,
    intoId: string,
    { actorId, reason }: { actorId: string; reason: string },
  ): Promise<void> {
    const merged = await rows(
      tx,
      `UPDATE people.person SET status = 'merged', merged_into = $2
        WHERE id = $1 AND status = 'guest' RETURNING id`,
      [guestId, intoId],
    );
    if (merged.length === 0) return;
    await this.journal.record(tx, {
      action: 'person.merged',
      subjectId: guestId,
      actorId,
      reason,
      data: { into: intoId },
    });
  }
}
