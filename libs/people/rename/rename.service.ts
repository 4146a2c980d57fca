import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, Journal } from '@academie/platform';

import type { Actor } from '../access/actor';
import { SessionService } from '../access/session.service';
import { Person } from '../directory/person.entity';
import { PersonGone, PersonNotFound } from '../people.errors';
import type { RenameRequest } from './rename.dto';

/** Corrects the name of a person. */
@Injectable()
export class RenameService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Gives somebody this name and writes `person.renamed`, with the reason and without the names: what
   * bears the old name follows, certificates for one. The same name again changes nothing.
   * Returns the line of the journal; undefined when nothing changed.
   * @throws PersonNotFound; PersonGone when the record was merged or erased
   */
  async rename(actor: Actor, personId: string, name: RenameRequest): Promise<string | undefined> {
    const line = await this.database.transaction((tx) => this.renameIn(tx, actor, personId, name));
    this.sessions.forget();
    return line;
  }

  /** As `rename`, in the caller's transaction. */
  async renameIn(
    tx: EntityManager,
    actor: Actor,
    personId: string,
    { givenName, familyName, reason }: RenameRequest,
  ): Promise<string | undefined> {
    const people = tx.getRepository(Person);
    const person = await people.findOne({
      where: { id: personId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!person) throw new PersonNotFound();
    if (person.status === 'merged' || person.status === 'erased') throw new PersonGone();
    if (person.givenName === givenName && person.familyName === familyName) return undefined;
    await people.update(personId, { givenName, familyName });
    return this.journal.record(tx, {
      action: 'person.renamed',
      subjectId: personId,
      actorId: actor.id,
      reason,
    });
  }
}
