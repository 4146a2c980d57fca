import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';

import { Clock, Database, insertUnlessThere, Journal, newId } from '@academie/platform';

import { RoleGrant } from './access.entity';
import type { Actor, Grant } from './actor';
import { Person } from '../directory/person.entity';
import * as refusal from '../people.errors';
import { Scopes } from './scopes';
import { SessionService } from './session.service';

const SCOPE_OF = {
  coordinator: 'organisation',
  theme_lead: 'theme',
  trainer: 'platform',
  administrator: 'platform',
  auditor: 'platform',
} as const;

/** Gives and takes roles; every change is in the journal. */
@Injectable()
export class RoleService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly scopes: Scopes,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Gives a role; `scopeId` is the organisation or theme that the role asks for. Doing it twice changes
   * nothing.
   * @throws PersonNotFound, ScopeRequired
   */
  async grant(
    actor: Actor,
    personId: string,
    role: Grant['role'],
    scopeId: string | undefined,
  ): Promise<void> {
    const kind = SCOPE_OF[role];
    const needed = kind !== 'platform';
    if (needed && !(await this.scopes.options(kind)).some(({ id }) => id === scopeId))
      throw new refusal.ScopeRequired();
    await this.database.transaction((tx) =>
      this.grantIn(tx, actor.id, { personId, role, scopeId: needed ? (scopeId ?? null) : null }),
    );
    this.sessions.forget();
  }

  /**
   * Gives a role in the caller's transaction, by nobody when the server's command does it. The scope must be
   * one that the role asks for. @throws PersonNotFound
   */
  async grantIn(
    tx: EntityManager,
    actorId: string | undefined,
    { personId, role, scopeId }: { personId: string; role: Grant['role']; scopeId: string | null },
  ): Promise<void> {
    const person = await tx
      .getRepository(Person)
      .findOne({ where: { id: personId }, lock: { mode: 'pessimistic_read' } });
    if (!person) throw new refusal.PersonNotFound();
    const [id, scopeKind] = [newId(), SCOPE_OF[role]];
    const added = await insertUnlessThere(tx, RoleGrant, {
      ...{ id, personId, role, scopeKind, scopeId },
      ...{ grantedAt: this.clock.now(), grantedBy: actorId ?? null },
    });
    if (!added) return;
    await this.journal.record(tx, {
      action: 'role.granted',
      subjectId: personId,
      actorId,
      data: { grantId: id, role, scopeKind, scopeId },
    });
  }

  /**
   * Takes a role back. Doing it twice changes nothing.
   * @throws LastAdministrator: nobody could give roles any more
   */
  async revoke(actor: Actor, personId: string, grantId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const grants = tx.getRepository(RoleGrant);
      // All administrators' rows are locked, so two who take each other's role cannot both succeed.
      const administrators = await grants.find({
        where: { role: 'administrator', revokedAt: IsNull() },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      if (administrators.length === 1 && administrators[0]?.id === grantId)
        throw new refusal.LastAdministrator();
      const grant = await grants.findOne({
        where: { id: grantId, personId, revokedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!grant) return;
      await grants.update(grantId, { revokedAt: this.clock.now() });
      await this.journal.record(tx, {
        action: 'role.revoked',
        subjectId: personId,
        actorId: actor.id,
        data: { grantId, role: grant.role, scopeId: grant.scopeId },
      });
    });
    this.sessions.forget();
  }
}
