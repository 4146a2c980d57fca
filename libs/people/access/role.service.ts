import { Injectable } from '@nestjs/common';

import { Clock, Database, Journal, newId, rows } from '@academie/platform';

import type { Actor, Grant } from './actor';
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
    await this.database.transaction(async (tx) => {
      const [person] = await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR SHARE', [
        personId,
      ]);
      if (!person) throw new refusal.PersonNotFound();
      const id = newId();
      const added = await rows(
        tx,
        `INSERT INTO people.role_grant (id, person_id, role, scope_kind, scope_id, granted_at, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
        [id, personId, role, kind, needed ? scopeId : null, this.clock.now(), actor.id],
      );
      if (added.length === 0) return;
      await this.journal.record(tx, {
        action: 'role.granted',
        subjectId: personId,
        actorId: actor.id,
        data: { grantId: id, role, scopeKind: kind, scopeId: needed ? scopeId : null },
      });
    });
    this.sessions.forget();
  }

  /**
   * Takes a role back. Doing it twice changes nothing.
   * @throws LastAdministrator: nobody could give roles any more
   */
  async revoke(actor: Actor, personId: string, grantId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      // All administrators' rows are locked, so two who take each other's role cannot both succeed.
      const administrators = await rows<{ id: string }>(
        tx,
        `SELECT id FROM people.role_grant WHERE role = 'administrator' AND revoked_at IS NULL
          ORDER BY id FOR UPDATE`,
      );
      if (administrators.length === 1 && administrators[0]?.id === grantId)
        throw new refusal.LastAdministrator();
      const taken = await rows<{ role: string; scope_id: string | null }>(
        tx,
        `UPDATE people.role_grant SET revoked_at = $3
          WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL RETURNING role, scope_id`,
        [grantId, personId, this.clock.now()],
      );
      const [grant] = taken;
      if (!grant) return;
      await this.journal.record(tx, {
        action: 'role.revoked',
        subjectId: personId,
        actorId: actor.id,
        data: { grantId, role: grant.role, scopeId: grant.scope_id },
      });
    });
    this.sessions.forget();
  }
}
