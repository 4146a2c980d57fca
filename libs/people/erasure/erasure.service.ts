import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, Forgets, Journal, rows, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import * as refusal from '../people.errors';
import type { PersonStatus } from '../directory/person.entity';
import { PersonParts } from '../merge/person-data';
import { SessionService } from '../access/session.service';

interface Named {
  id: string;
  status: PersonStatus;
  name: string;
}

/**
 * Removes who somebody was and keeps what was counted (invariant 12): the pseudonym stays where it is,
 * so that what is still to be counted is counted as the same person (docs/decisions/0076).
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly parts: PersonParts,
    private readonly sessions: SessionService,
  ) {}

  /** What goes, one thing a line, in Dutch. */
  get erases(): string[] {
    return this.parts.all.flatMap(({ erases }) => erases ?? []);
  }

  /**
   * Erases somebody, with every record that was merged into this one. `confirmation` is the name as it
   * is shown, typed over. Doing it twice changes nothing.
   * @throws PersonNotFound, NameDiffers, EraseTheOther, NotYourself, LastAdministrator
   */
  async erase(
    actor: Actor,
    personId: string,
    { confirmation, reason }: { confirmation: string; reason: string },
  ): Promise<void> {
    const person = await this.find(personId);
    if (person.status === 'erased') return;
    if (person.status === 'merged') throw new refusal.EraseTheOther();
    if (personId === actor.id) throw new refusal.NotYourself();
    if (plain(confirmation) !== plain(person.name)) throw new refusal.NameDiffers();
    const before = await this.family(personId);
    for (const part of this.parts.all) await part.beforeErasure?.(actor, before);
    await this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT id FROM people.person WHERE id = $1 FOR UPDATE', [personId]);
      await this.keepAnAdministrator(tx, personId);
      await this.eraseFamily(tx, personId, { actorId: actor.id, reason });
    });
    this.sessions.forget();
  }

  /** Forgets who came as a guest, long ago; that somebody came stays counted. */
  @Forgets({
    kind: 'people.guests',
    days: 730,
    // A guest who comes again within the year of a plan is the same one.
    least: 400,
    most: 3650,
    old: (before) =>
      `SELECT id::text AS key, created_at AS at FROM people.person
        WHERE status = 'guest' AND created_at < ${before}`,
  })
  async forgetGuests(tx: EntityManager, ids: string[]): Promise<void> {
    for (const id of ids)
      await this.eraseFamily(tx, id, { reason: t('people.kept.guests.reason') });
  }

  /** Forgets guests whom nothing speaks of any more, in the transaction of the caller. Others stay as they are. */
  async forgetUnknown(tx: EntityManager, ids: readonly string[], reason: string): Promise<void> {
    const found = await rows<{ id: string }>(
      tx,
      `SELECT id FROM people.person WHERE id = ANY ($1) AND status = 'guest' ORDER BY id FOR UPDATE`,
      [ids],
    );
    for (const { id } of found) await this.eraseFamily(tx, id, { reason });
  }

  private async eraseFamily(
    tx: EntityManager,
    personId: string,
    by: { actorId?: string; reason: string },
  ): Promise<void> {
    const family = await this.family(personId, tx);
    // From right to left, and people last: the others may look up by address what is to go.
    const parts = [...this.parts.all].reverse();
    const inOrder = [
      ...parts.filter(({ isErasedLast }) => !isErasedLast),
      ...parts.filter(({ isErasedLast }) => isErasedLast),
    ];
    for (const part of inOrder) await part.erase?.(tx, family);
    for (const subjectId of family)
      await this.journal.record(tx, { action: 'person.erased', subjectId, ...by });
  }

  private async find(id: string): Promise<Named> {
    const person = await this.database.first<Named>(
      `SELECT id, status, given_name || ' ' || family_name AS name FROM people.person WHERE id = $1`,
      [id],
    );
    if (!person) throw new refusal.PersonNotFound();
    return person;
  }

  private async family(id: string, tx?: EntityManager): Promise<string[]> {
    const found = await this.database.rows<{ id: string }>(
      'SELECT id FROM people.person WHERE id = $1 OR merged_into = $1 ORDER BY id',
      [id],
      tx,
    );
    return found.map((row) => row.id);
  }

  private async keepAnAdministrator(tx: EntityManager, personId: string): Promise<void> {
    const found = await rows<{ personId: string }>(
      tx,
      `SELECT person_id AS "personId" FROM people.role_grant
        WHERE role = 'administrator' AND revoked_at IS NULL ORDER BY id FOR UPDATE`,
    );
    if (found.length > 0 && found.every((grant) => grant.personId === personId))
      throw new refusal.LastAdministrator();
  }
}

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();
