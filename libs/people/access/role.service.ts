import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';

import {
  Clock,
  Database,
  insertUnlessThere,
  Job,
  Journal,
  laterDay,
  momentOn,
  newId,
  rows,
} from '@academie/platform';

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
   * Gives a role; `scopeId` is the organisation or theme that the role asks for, `endsOn` the last day on which
   * it holds. Doing it twice changes nothing but that day.
   * @throws PersonNotFound, ScopeRequired, EndsInThePast
   */
  async grant(
    actor: Actor,
    personId: string,
    role: Grant['role'],
    scopeId: string | undefined,
    endsOn?: string,
  ): Promise<void> {
    const asked = await this.asked(role, scopeId, { endsOn });
    await this.database.transaction((tx) =>
      this.grantIn(tx, actor.id, { personId, role, ...asked }),
    );
    this.sessions.forget();
  }

  /**
   * What a role is for and until when, as it can be given: now, or from a later day on.
   * @throws ScopeRequired, EndsInThePast (also before it begins)
   */
  async asked(
    role: Grant['role'],
    scopeId: string | undefined,
    { startsOn, endsOn }: { startsOn?: string | undefined; endsOn?: string | undefined },
  ): Promise<{ scopeId: string | null; endsAt: Date | null }> {
    const kind = SCOPE_OF[role];
    const needed = kind !== 'platform';
    if (needed && !(await this.scopes.options(kind)).some(({ id }) => id === scopeId))
      throw new refusal.ScopeRequired();
    const endsAt = endsOn ? momentOn(laterDay(endsOn, 1), '00:00') : null;
    const begins = startsOn ? momentOn(startsOn, '00:00') : this.clock.now();
    if (endsAt && endsAt <= begins) throw new refusal.EndsInThePast();
    return { scopeId: needed ? (scopeId ?? null) : null, endsAt };
  }

  /**
   * Gives a role in the caller's transaction, by nobody when the server's command does it. The scope must be
   * one that the role asks for. @throws PersonNotFound
   */
  async grantIn(
    tx: EntityManager,
    actorId: string | undefined,
    {
      personId,
      role,
      scopeId,
      endsAt = null,
    }: { personId: string; role: Grant['role']; scopeId: string | null; endsAt?: Date | null },
  ): Promise<void> {
    const person = await tx
      .getRepository(Person)
      .findOne({ where: { id: personId }, lock: { mode: 'pessimistic_read' } });
    if (!person) throw new refusal.PersonNotFound();
    const [id, scopeKind] = [newId(), SCOPE_OF[role]];
    const added = await insertUnlessThere(tx, RoleGrant, {
      ...{ id, personId, role, scopeKind, scopeId },
      ...{ grantedAt: this.clock.now(), grantedBy: actorId ?? null, endsAt },
    });
    if (!added && !(await this.moveEnd(tx, { personId, role, scopeId, endsAt }))) return;
    await this.journal.record(tx, {
      action: 'role.granted',
      subjectId: personId,
      actorId,
      data: { grantId: id, role, scopeKind, scopeId, endsAt: endsAt?.toISOString() ?? null },
    });
  }

  /** Takes back roles whose last day is over; until then they did not hold any more either. */
  @Job('7 * * * *', 'people.end-roles')
  async endRoles(): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const ended = await rows<{ id: string; personId: string; role: string; scopeId: string }>(
        tx,
        `UPDATE people.role_grant g SET revoked_at = $1
          WHERE g.id IN (SELECT id FROM people.role_grant WHERE revoked_at IS NULL AND ends_at <= $1
                          ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
          RETURNING g.id, g.person_id AS "personId", g.role, g.scope_id AS "scopeId"`,
        [now],
      );
      await this.journal.recordAll(
        tx,
        ended.map(({ id: grantId, personId, role, scopeId }) => ({
          action: 'role.revoked' as const,
          subjectId: personId,
          data: { grantId, role, scopeId, by: 'end' },
        })),
      );
    });
    this.sessions.forget();
  }

  private async moveEnd(
    tx: EntityManager,
    {
      personId,
      role,
      scopeId,
      endsAt,
    }: { personId: string; role: string; scopeId: string | null; endsAt: Date | null },
  ): Promise<boolean> {
    const moved = await rows(
      tx,
      `UPDATE people.role_grant SET ends_at = $4
        WHERE person_id = $1 AND role = $2 AND scope_id IS NOT DISTINCT FROM $3::uuid
          AND revoked_at IS NULL AND ends_at IS DISTINCT FROM $4 RETURNING id`,
      [personId, role, scopeId, endsAt],
    );
    return moved.length > 0;
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
