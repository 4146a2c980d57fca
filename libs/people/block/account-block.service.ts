import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Journal, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Person } from '../directory/person.entity';
import { SessionService } from '../access/session.service';
import { Notices } from '../notice/notices';
import { LastAdministrator, NotYourself, PersonGone, PersonNotFound } from '../people.errors';

/** Blocks accounts: at once nobody signs in with one, and sessions and keys of it no longer work. */
@Injectable()
export class BlockService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
    private readonly notices: Notices,
  ) {}

  /**
   * Blocks an account. Places and marks stay as they are. Doing it twice changes nothing.
   * @throws PersonNotFound, PersonGone, NotYourself, LastAdministrator
   */
  async block(actor: Actor, personId: string, reason: string): Promise<void> {
    if (personId === actor.id) throw new NotYourself();
    await this.database.transaction(async (tx) => {
      const did = await this.blockIn(tx, actor, personId, reason);
      // A directory had shut it already: from now on it no longer opens it.
      if (!did) await this.takeOver(tx, personId);
    });
    this.sessions.forget();
  }

  /** As `block`, in the caller's transaction; says whether the account was open until now. */
  async blockIn(
    tx: EntityManager,
    actor: Actor,
    personId: string,
    reason: string,
  ): Promise<boolean> {
    const isBlocked = await this.lock(tx, personId);
    if (isBlocked) return false;
    await this.keepAnAdministrator(tx, personId);
    await this.takeOver(tx, personId);
    await tx
      .getRepository(Person)
      .update(personId, { blockedAt: this.clock.now(), blockedReason: reason });
    await this.sessions.endAll(tx, personId);
    await this.record(tx, actor, personId, 'blocked', reason);
    return true;
  }

  /** Opens a blocked account again. Doing it twice changes nothing. @throws PersonNotFound, PersonGone */
  async unblock(actor: Actor, personId: string): Promise<void> {
    await this.database.transaction((tx) => this.unblockIn(tx, actor, personId));
    this.sessions.forget();
  }

  /** As `unblock`, in the caller's transaction. */
  async unblockIn(tx: EntityManager, actor: Actor, personId: string): Promise<void> {
    if (!(await this.lock(tx, personId))) return;
    await this.takeOver(tx, personId);
    await tx.getRepository(Person).update(personId, { blockedAt: null, blockedReason: null });
    await this.record(tx, actor, personId, 'unblocked');
  }

  /** What a directory shut before (scim-user.entity.ts) is no longer its to open. */
  private async takeOver(tx: EntityManager, personId: string): Promise<void> {
    await rows(
      tx,
      'UPDATE people.scim_user SET did_block = false WHERE person_id = $1 AND did_block',
      [personId],
    );
  }

  private async lock(tx: EntityManager, personId: string): Promise<boolean> {
    const person = await tx
      .getRepository(Person)
      .findOne({ where: { id: personId }, lock: { mode: 'pessimistic_write' } });
    if (!person) throw new PersonNotFound();
    if (['merged', 'erased'].includes(person.status)) throw new PersonGone();
    return person.blockedAt !== null;
  }

  // All administrators' rows are locked, so two who block each other cannot both succeed.
  private async keepAnAdministrator(tx: EntityManager, personId: string): Promise<void> {
    const found = await rows<{ personId: string; isBlocked: boolean }>(
      tx,
      `SELECT g.person_id AS "personId", p.blocked_at IS NOT NULL AS "isBlocked"
         FROM people.role_grant g JOIN people.person p ON p.id = g.person_id
        WHERE g.role = 'administrator' AND g.revoked_at IS NULL ORDER BY g.id FOR UPDATE OF g`,
    );
    const others = found.filter((one) => one.personId !== personId && !one.isBlocked);
    if (others.length === 0) throw new LastAdministrator();
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    personId: string,
    kind: 'blocked' | 'unblocked',
    reason?: string,
  ): Promise<void> {
    const action = kind === 'blocked' ? 'person.blocked' : 'person.unblocked';
    const line = await this.journal.record(tx, {
      action,
      subjectId: personId,
      actorId: actor.id,
      reason,
    });
    await this.notices.send(tx, personId, {
      kind,
      dedupeKey: `${kind}:${line}`,
      params: { reason: reason ?? '' },
    });
  }
}
