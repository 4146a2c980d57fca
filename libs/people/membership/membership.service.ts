import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, Journal, newId, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { SessionService } from '../access/session.service';
import { WorksThere } from '../people.errors';
import { type LockedMembership, lockOpen, mayManage, mustBeFunctions } from './membership-rules';

/** A job to begin. */
export interface NewMembership {
  personId: string;
  organisationId: string;
  functions: readonly string[];
}

/**
 * Where people work and what they do there. What was is kept: another function is another row from today on, so
 * that what happened before counts for the function of that day.
 */
@Injectable()
export class MembershipService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
  ) {}

  /** Sets what somebody does at an organisation. @throws NotFound (also outside the scope), FunctionUnknown */
  async setFunctions(actor: Actor, id: string, functions: readonly string[]): Promise<void> {
    await this.change((tx) => this.setFunctionsIn(tx, actor, id, functions));
  }

  /** Ends somebody's job today. @throws NotFound */
  async end(actor: Actor, id: string): Promise<void> {
    await this.change(async (tx) => {
      const membership = await lockOpen(tx, id);
      mayManage(actor, membership.organisationId);
      await this.endIn(tx, actor, membership);
    });
  }

  /**
   * Ends a job today and begins one at another organisation, both of which the actor looks after.
   * @throws NotFound, FunctionUnknown, WorksThere
   */
  async move(
    actor: Actor,
    id: string,
    to: { organisationId: string; functions: readonly string[] },
  ): Promise<void> {
    await this.change(async (tx) => {
      const membership = await lockOpen(tx, id);
      mayManage(actor, membership.organisationId);
      mayManage(actor, to.organisationId);
      await this.endIn(tx, actor, membership);
      await this.beginIn(tx, actor, { personId: membership.personId, ...to });
    });
  }

  /** As `setFunctions`, in the caller's transaction, who has looked at the scope. */
  async setFunctionsIn(
    tx: EntityManager,
    actor: Actor,
    id: string,
    functions: readonly string[],
  ): Promise<void> {
    const membership = await lockOpen(tx, id);
    mayManage(actor, membership.organisationId);
    await this.changeFunctionsIn(tx, actor, membership, functions);
  }

  /** Sets what somebody does in this job, which the caller holds and may change. */
  async changeFunctionsIn(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    membership: LockedMembership,
    functions: readonly string[],
  ): Promise<void> {
    await mustBeFunctions(tx, functions);
    const { id } = membership;
    if (membership.functions.join() === [...functions].sort().join()) return;
    const kept = membership.isFromToday(this.today) ? id : await this.beginAnew(tx, membership);
    await rows(tx, 'DELETE FROM people.membership_function WHERE membership_id = $1', [kept]);
    await this.addFunctions(tx, kept, functions);
    await this.record(tx, actor, membership, 'membership.functions-changed', {
      membershipId: kept,
      before: membership.functions,
      functions,
    });
  }

  /** Begins a job today, in the caller's transaction; the first one of somebody is the main one. */
  async beginIn(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    { personId, organisationId, functions }: NewMembership,
  ): Promise<void> {
    await mustBeFunctions(tx, functions);
    await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR UPDATE', [personId]);
    const id = newId();
    const begun = await rows(
      tx,
      `INSERT INTO people.membership (id, person_id, organisation_id, valid_from, is_main)
       SELECT $1, $2, $3, $4, NOT EXISTS (
                SELECT FROM people.membership WHERE person_id = $2 AND is_main AND valid_to IS NULL)
        WHERE NOT EXISTS (SELECT FROM people.membership
                WHERE person_id = $2 AND organisation_id = $3 AND valid_to IS NULL)
       RETURNING id`,
      [id, personId, organisationId, this.today],
    );
    if (begun.length === 0) throw new WorksThere();
    await this.addFunctions(tx, id, functions);
    await this.record(tx, actor, { personId, organisationId }, 'membership.begun', {
      membershipId: id,
      functions,
    });
  }

  /** Ends a job today, in the caller's transaction; with it goes the role of coordinator there. */
  async endIn(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    membership: LockedMembership,
  ): Promise<void> {
    const { id, personId, organisationId } = membership;
    await rows(
      tx,
      `UPDATE people.membership SET valid_to = greatest(valid_from + 1, $2::date) WHERE id = $1`,
      [id, this.today],
    );
    await rows(
      tx,
      `UPDATE people.membership SET is_main = true WHERE id = (
         SELECT id FROM people.membership WHERE person_id = $1 AND valid_to IS NULL
          ORDER BY is_main DESC, valid_from, id LIMIT 1) AND NOT is_main`,
      [personId],
    );
    await this.record(tx, actor, membership, 'membership.ended', { membershipId: id });
    const grants = await rows<{ id: string }>(
      tx,
      `UPDATE people.role_grant SET revoked_at = $3
        WHERE person_id = $1 AND role = 'coordinator' AND scope_id = $2 AND revoked_at IS NULL
        RETURNING id`,
      [personId, organisationId, this.clock.now()],
    );
    for (const grant of grants)
      await this.journal.record(tx, {
        action: 'role.revoked',
        subjectId: personId,
        actorId: actor.id,
        data: { grantId: grant.id, role: 'coordinator', scopeId: organisationId, by: 'leaving' },
      });
  }

  /** One command, one transaction; who somebody is and may is looked up anew after it. */
  async change(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    await this.database.transaction(work);
    this.sessions.forget();
  }

  private get today(): string {
    return dayOf(this.clock.now());
  }

  // The row of until today stays as history.
  private async beginAnew(tx: EntityManager, membership: LockedMembership): Promise<string> {
    const next = newId();
    await rows(tx, 'UPDATE people.membership SET valid_to = $2 WHERE id = $1', [
      membership.id,
      this.today,
    ]);
    await rows(
      tx,
      `INSERT INTO people.membership (id, person_id, organisation_id, valid_from, is_main)
       VALUES ($1, $2, $3, $4, $5)`,
      [next, membership.personId, membership.organisationId, this.today, membership.isMain],
    );
    return next;
  }

  private async addFunctions(
    tx: EntityManager,
    id: string,
    functions: readonly string[],
  ): Promise<void> {
    await rows(
      tx,
      `INSERT INTO people.membership_function (membership_id, function_code)
       SELECT $1, code FROM unnest($2::text[]) AS code`,
      [id, functions],
    );
  }

  private async record(
    tx: EntityManager,
    actor: Pick<Actor, 'id'>,
    { personId, organisationId }: { personId: string; organisationId: string },
    action: 'membership.begun' | 'membership.ended' | 'membership.functions-changed',
    data: Record<string, unknown>,
  ): Promise<void> {
    await this.journal.record(tx, {
      action,
      subjectId: personId,
      actorId: actor.id,
      data: { organisationId, ...data },
    });
  }
}
