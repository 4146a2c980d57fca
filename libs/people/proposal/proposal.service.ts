import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Forgets, Journal, newId, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { lockOpen, mayManage, mustBeFunctions } from '../membership/membership-rules';
import { MembershipService } from '../membership/membership.service';
import { OrganisationUnknown, RequestDecided } from '../people.errors';
import type { ProposalKind, ProposalState } from './proposal.entity';

const EVENT_OF = {
  accepted: 'work-change.accepted',
  refused: 'work-change.refused',
  withdrawn: 'work-change.withdrawn',
} as const;

/** What somebody says has changed. */
export interface Proposed {
  kind: ProposalKind;
  /** Where the person works, or wants to. */
  organisationId: string;
  /** Of a move: where the person works until then. */
  fromOrganisationId?: string | undefined;
  functions: readonly string[];
  remark?: string | undefined;
}

interface Locked {
  personId: string;
  kind: ProposalKind;
  organisationId: string;
  fromOrganisationId: string | null;
  functions: string[];
  state: ProposalState;
}

/** Changes of work that people tell themselves, and that a coordinator confirms. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly memberships: MembershipService,
  ) {}

  /** Tells a change; the one told before for the same organisation is withdrawn. @throws OrganisationUnknown, FunctionUnknown */
  async propose(actor: Actor, proposed: Proposed): Promise<void> {
    const { kind, organisationId, fromOrganisationId, functions, remark } = proposed;
    await this.memberships.change(async (tx) => {
      await mustBeFunctions(tx, functions);
      const known = await rows(
        tx,
        'SELECT 1 FROM people.organisation WHERE id = $1 AND valid_to IS NULL',
        [organisationId],
      );
      if (known.length === 0) throw new OrganisationUnknown();
      await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR UPDATE', [actor.id]);
      const worksAt = kind === 'move' ? fromOrganisationId : organisationId;
      if (kind !== 'add' && !(worksAt && (await this.openJob(tx, actor.id, worksAt))))
        throw new OrganisationUnknown();
      await rows(
        tx,
        `UPDATE people.membership_proposal SET state = 'withdrawn', decided_at = $3
          WHERE person_id = $1 AND organisation_id = $2 AND state = 'open'`,
        [actor.id, organisationId, this.clock.now()],
      );
      const id = newId();
      await rows(
        tx,
        `INSERT INTO people.membership_proposal
           (id, person_id, kind, organisation_id, from_organisation_id, functions, remark, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          actor.id,
          kind,
          organisationId,
          fromOrganisationId ?? null,
          functions,
          remark ?? '',
          this.clock.now(),
        ],
      );
      await this.journal.record(tx, {
        action: 'work-change.told',
        subjectId: id,
        actorId: actor.id,
        data: { kind, personId: actor.id, organisationId },
      });
    });
  }

  /** Takes an own proposal back. @throws NotFound, RequestDecided */
  async withdraw(actor: Actor, id: string): Promise<void> {
    await this.memberships.change(async (tx) => {
      const proposal = await this.lock(tx, id);
      if (proposal.personId !== actor.id) throw new NotFound();
      await this.decide(tx, actor, id, proposal, 'withdrawn');
    });
  }

  /**
   * Carries the change out, from today on.
   * @throws NotFound (also outside the scope), RequestDecided, WorksThere, FunctionUnknown
   */
  async accept(actor: Actor, id: string): Promise<void> {
    await this.memberships.change(async (tx) => {
      const proposal = await this.lock(tx, id);
      mayManage(actor, proposal.organisationId);
      await this.decide(tx, actor, id, proposal, 'accepted');
      await this.carryOut(tx, actor, proposal);
    });
  }

  /** Says no, with a reason that the person reads. @throws NotFound, RequestDecided */
  async refuse(actor: Actor, id: string, reason: string): Promise<void> {
    await this.memberships.change(async (tx) => {
      const proposal = await this.lock(tx, id);
      mayManage(actor, proposal.organisationId);
      await this.decide(tx, actor, id, proposal, 'refused', reason);
    });
  }

  /** Forgets changes that were decided on or withdrawn; those that wait stay. */
  @Forgets({
    kind: 'people.work-changes',
    days: 365,
    least: 30,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, decided_at AS at FROM people.membership_proposal
        WHERE decided_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.membership_proposal WHERE id = ANY ($1)', [ids]);
  }

  private async carryOut(tx: EntityManager, actor: Actor, proposal: Locked): Promise<void> {
    const { kind, personId, organisationId, fromOrganisationId, functions } = proposal;
    switch (kind) {
      case 'functions': {
        const id = await this.openJob(tx, personId, organisationId);
        if (id) await this.memberships.setFunctionsIn(tx, actor, id, functions);
        return;
      }
      case 'end': {
        const id = await this.openJob(tx, personId, organisationId);
        if (id) await this.memberships.endIn(tx, actor, await lockOpen(tx, id));
        return;
      }
      case 'move': {
        const id = await this.openJob(tx, personId, fromOrganisationId ?? '');
        if (id) await this.memberships.endIn(tx, actor, await lockOpen(tx, id));
        return this.memberships.beginIn(tx, actor, { personId, organisationId, functions });
      }
      case 'add':
        return this.memberships.beginIn(tx, actor, { personId, organisationId, functions });
      default:
        kind satisfies never;
    }
  }

  // The job may have got another row since: what somebody does there was changed meanwhile.
  private async openJob(
    tx: EntityManager,
    personId: string,
    organisationId: string,
  ): Promise<string | undefined> {
    const [job] = await rows<{ id: string }>(
      tx,
      `SELECT id FROM people.membership
        WHERE person_id = $1 AND organisation_id = $2 AND valid_to IS NULL`,
      [personId, organisationId],
    );
    return job?.id;
  }

  private async lock(tx: EntityManager, id: string): Promise<Locked> {
    const [proposal] = await rows<Locked>(
      tx,
      `SELECT person_id AS "personId", kind, organisation_id AS "organisationId",
              from_organisation_id AS "fromOrganisationId", functions, state
         FROM people.membership_proposal WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!proposal) throw new NotFound();
    return proposal;
  }

  private async decide(
    tx: EntityManager,
    actor: Actor,
    id: string,
    proposal: Locked,
    state: Exclude<ProposalState, 'open'>,
    reason?: string,
  ): Promise<void> {
    if (proposal.state !== 'open') throw new RequestDecided();
    await rows(
      tx,
      'UPDATE people.membership_proposal SET state = $2, decided_at = $3 WHERE id = $1',
      [id, state, this.clock.now()],
    );
    await this.journal.record(tx, {
      action: EVENT_OF[state],
      subjectId: id,
      actorId: actor.id,
      reason,
      data: { personId: proposal.personId, organisationId: proposal.organisationId },
    });
  }
}
