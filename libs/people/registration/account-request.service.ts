import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Forgets, Journal, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { RequestDecided } from '../people.errors';
import { Invitations } from '../sign-in/invitations';

interface Locked {
  organisationId: string;
  givenName: string;
  familyName: string;
  address: string;
  state: string;
}

/** Decides on requests for an account: by a coordinator of the organisation, or by an administrator. */
@Injectable()
export class AccountRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly invitations: Invitations,
  ) {}

  /** Invites the person to the organisation. @throws NotFound (also outside the scope), RequestDecided */
  async accept(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const request = await this.lock(tx, actor, id);
      const { givenName, familyName, organisationId, address: email } = request;
      const personId = await this.invitations.invite(
        tx,
        { givenName, familyName, email, organisationId },
        actor,
      );
      await this.decide(tx, actor, id, 'accepted');
      await this.journal.record(tx, {
        action: 'account-request.accepted',
        subjectId: id,
        actorId: actor.id,
        data: { personId, organisationId },
      });
    });
  }

  /** Says no, with a reason that the person reads. @throws NotFound, RequestDecided */
  async refuse(actor: Actor, id: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { organisationId } = await this.lock(tx, actor, id);
      await this.decide(tx, actor, id, 'refused');
      await this.journal.record(tx, {
        action: 'account-request.refused',
        subjectId: id,
        actorId: actor.id,
        reason,
        data: { organisationId },
      });
    });
  }

  /** Forgets requests that were decided on long ago, and those that nobody decided on. */
  @Forgets({
    kind: 'people.account-requests',
    days: 90,
    least: 30,
    most: 365,
    old: (before) =>
      `SELECT id::text AS key, coalesce(decided_at, asked_at) AS at FROM people.account_request
        WHERE coalesce(decided_at, asked_at) < ${before}`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.account_request WHERE id = ANY ($1)', [ids]);
  }

  private async lock(tx: EntityManager, actor: Actor, id: string): Promise<Locked> {
    const [request] = await rows<Locked>(
      tx,
      `SELECT organisation_id AS "organisationId", given_name AS "givenName",
              family_name AS "familyName", address::text AS address, state
         FROM people.account_request WHERE id = $1 FOR UPDATE`,
      [id],
    );
    const mayDecide =
      request && (actor.isAdministrator || actor.coordinates(request.organisationId));
    if (!mayDecide) throw new NotFound();
    if (request.state !== 'open') throw new RequestDecided();
    return request;
  }

  private async decide(
    tx: EntityManager,
    actor: Actor,
    id: string,
    state: 'accepted' | 'refused',
  ): Promise<void> {
    await rows(
      tx,
      'UPDATE people.account_request SET state = $2, decided_at = $3, decided_by = $4 WHERE id = $1',
      [id, state, this.clock.now(), actor.id],
    );
  }
}
