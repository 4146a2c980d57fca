import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  Database,
  dayOf,
  Forgets,
  Job,
  Journal,
  laterDay,
  newId,
  NotFound,
  Refusal,
  rows,
} from '@academie/platform';

import type { Actor, Grant } from '../access/actor';
import { RoleService } from '../access/role.service';
import { DayOutOfReach, PersonNotFound } from '../people.errors';
import { lockOpen, mayManage, mustBeFunctions } from './membership-rules';
import { MembershipService } from './membership.service';
import type { PlannedKind } from './planned-change.entity';

/** A plan for longer ahead is more likely a typing error. */
const MOST_DAYS_AHEAD = 730;

/** What is to be so from a later day on. */
export interface Plan {
  kind: PlannedKind;
  personId: string;
  organisationId?: string | null | undefined;
  toOrganisationId?: string | undefined;
  functions?: readonly string[] | undefined;
  role?: Grant['role'] | undefined;
  themeId?: string | null | undefined;
  roleEndsAt?: Date | null | undefined;
  onDay: string;
}

interface Due {
  id: string;
  kind: PlannedKind;
  personId: string;
  organisationId: string | null;
  toOrganisationId: string | null;
  functions: string[];
  role: Grant['role'] | null;
  themeId: string | null;
  roleEndsAt: Date | null;
  plannedBy: string;
}

const COLUMNS = `id, kind, person_id AS "personId", organisation_id AS "organisationId",
  to_organisation_id AS "toOrganisationId", functions, role, theme_id AS "themeId",
  role_ends_at AS "roleEndsAt", planned_by AS "plannedBy"`;

/** Changes of work and roles for a later day: planned, withdrawn, and carried out when the day comes. */
@Injectable()
export class PlannedChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly memberships: MembershipService,
    private readonly roles: RoleService,
  ) {}

  /** Whether a day is still to come; what is of today is done at once. @throws DayOutOfReach */
  isLater(day: string | undefined): day is string {
    if (!day) return false;
    const today = dayOf(this.clock.now());
    const last = laterDay(today, MOST_DAYS_AHEAD);
    if (day < today || day > last) throw new DayOutOfReach();
    return day > today;
  }

  /** Plans other functions, a move or an end of a job that goes on. @throws NotFound, FunctionUnknown */
  async planWork(
    actor: Actor,
    membershipId: string,
    plan: Omit<Plan, 'personId' | 'organisationId'>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { personId, organisationId } = await lockOpen(tx, membershipId);
      mayManage(actor, organisationId);
      if (plan.toOrganisationId) mayManage(actor, plan.toOrganisationId);
      await mustBeFunctions(tx, plan.functions ?? []);
      await this.plan(tx, actor, { ...plan, personId, organisationId });
    });
  }

  /** Gives a role from a later day on. @throws PersonNotFound, ScopeRequired, EndsInThePast */
  async planRole(
    actor: Actor,
    personId: string,
    asked: {
      role: Grant['role'];
      scopeId: string | undefined;
      startsOn: string;
      endsOn: string | undefined;
    },
  ): Promise<void> {
    const { role, startsOn } = asked;
    const { scopeId, endsAt } = await this.roles.asked(role, asked.scopeId, asked);
    await this.database.transaction(async (tx) => {
      const known = await rows(
        tx,
        `SELECT 1 FROM people.person WHERE id = $1 AND status IN ('active', 'invited') FOR KEY SHARE`,
        [personId],
      );
      if (known.length === 0) throw new PersonNotFound();
      await this.plan(tx, actor, {
        ...{ kind: 'role', personId, role, roleEndsAt: endsAt, onDay: startsOn },
        ...(role === 'coordinator' ? { organisationId: scopeId } : { themeId: scopeId }),
      });
    });
  }

  /** Writes the plan, in the transaction of the caller, who has looked at what the actor may. */
  async plan(tx: EntityManager, actor: Actor, plan: Plan): Promise<void> {
    const id = newId();
    await rows(
      tx,
      `INSERT INTO people.planned_change (id, kind, person_id, organisation_id, to_organisation_id, functions,
         role, theme_id, role_ends_at, on_day, planned_at, planned_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[id, plan.kind, plan.personId, plan.organisationId ?? null],
        ...[plan.toOrganisationId ?? null, plan.functions ?? [], plan.role ?? null],
        ...[plan.themeId ?? null, plan.roleEndsAt ?? null, plan.onDay, this.clock.now(), actor.id],
      ],
    );
    await this.journal.record(tx, {
      action: 'change.planned',
      subjectId: plan.personId,
      actorId: actor.id,
      data: { ...plan, changeId: id, roleEndsAt: plan.roleEndsAt?.toISOString() ?? null },
    });
  }

  /** Takes a plan back before its day. @throws NotFound, also outside the scope */
  async withdraw(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [plan] = await rows<Due>(
        tx,
        `SELECT ${COLUMNS} FROM people.planned_change
          WHERE id = $1 AND done_at IS NULL AND withdrawn_at IS NULL FOR UPDATE`,
        [id],
      );
      if (!plan) throw new NotFound();
      if (plan.kind === 'role' ? !actor.isAdministrator : !plan.organisationId)
        throw new NotFound();
      if (plan.kind !== 'role') mayManage(actor, plan.organisationId ?? '');
      await rows(tx, 'UPDATE people.planned_change SET withdrawn_at = $2 WHERE id = $1', [
        id,
        this.clock.now(),
      ]);
      await this.journal.record(tx, {
        action: 'change.withdrawn',
        subjectId: plan.personId,
        actorId: actor.id,
        data: { changeId: id, kind: plan.kind },
      });
    });
  }

  /** Carries out what is planned for today or before. What cannot be any more is kept with its reason. */
  @Job('3 * * * *', 'people.planned-changes')
  async carryOutDue(): Promise<void> {
    const due = await this.database.rows<Due>(
      `SELECT ${COLUMNS} FROM people.planned_change
        WHERE done_at IS NULL AND withdrawn_at IS NULL AND on_day <= $1
        ORDER BY on_day, planned_at, id LIMIT 1000`,
      [dayOf(this.clock.now())],
    );
    for (const { id } of due)
      try {
        await this.memberships.change((tx) => this.carryOut(tx, id));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await this.fail(id, error.code);
      }
  }

  /** Forgets plans that were carried out or withdrawn; the journal has what came of them. */
  @Forgets({
    kind: 'people.planned-changes',
    days: 365,
    least: 30,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, coalesce(done_at, withdrawn_at) AS at FROM people.planned_change
        WHERE coalesce(done_at, withdrawn_at) < ${before}`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.planned_change WHERE id = ANY ($1)', [ids]);
  }

  // Who planned it was allowed to then; that this person left meanwhile does not undo the plan.
  private async carryOut(tx: EntityManager, id: string): Promise<void> {
    const [due] = await rows<Due>(
      tx,
      `SELECT ${COLUMNS} FROM people.planned_change
        WHERE id = $1 AND done_at IS NULL AND withdrawn_at IS NULL FOR UPDATE SKIP LOCKED`,
      [id],
    );
    if (!due) return;
    await rows(tx, 'UPDATE people.planned_change SET done_at = $2 WHERE id = $1', [
      id,
      this.clock.now(),
    ]);
    const { kind, personId, functions } = due;
    const by = { id: due.plannedBy };
    const organisationId = await this.now(tx, due.organisationId);
    switch (kind) {
      case 'begin':
        return this.memberships.beginIn(tx, by, { personId, organisationId, functions });
      case 'functions':
        return this.memberships.changeFunctionsIn(tx, by, await this.job(tx, due), functions);
      case 'end':
        return this.memberships.endIn(tx, by, await this.job(tx, due));
      case 'move': {
        await this.memberships.endIn(tx, by, await this.job(tx, due));
        const to = await this.now(tx, due.toOrganisationId);
        return this.memberships.beginIn(tx, by, { personId, organisationId: to, functions });
      }
      case 'role':
        if (!due.role) throw new PersonNotFound();
        return this.roles.grantIn(tx, due.plannedBy, {
          personId,
          role: due.role,
          scopeId: due.role === 'coordinator' ? organisationId : due.themeId,
          endsAt: due.roleEndsAt,
        });
      default:
        kind satisfies never;
    }
  }

  // An organisation that was merged into another meanwhile goes on as that one.
  private async now(tx: EntityManager, organisationId: string | null): Promise<string> {
    const [row] = await rows<{ id: string }>(
      tx,
      `WITH RECURSIVE line (id, successor_id, step) AS (
         SELECT id, successor_id, 1 FROM people.organisation WHERE id = $1
         UNION ALL
         SELECT o.id, o.successor_id, step + 1 FROM line JOIN people.organisation o ON o.id = line.successor_id
          WHERE step < 20)
       SELECT id FROM line ORDER BY step DESC LIMIT 1`,
      [organisationId],
    );
    return row?.id ?? '';
  }

  private async job(tx: EntityManager, due: Due): Promise<Awaited<ReturnType<typeof lockOpen>>> {
    const [job] = await rows<{ id: string }>(
      tx,
      `SELECT id FROM people.membership
        WHERE person_id = $1 AND organisation_id = $2 AND valid_to IS NULL`,
      [due.personId, await this.now(tx, due.organisationId)],
    );
    if (!job) throw new NotFound();
    return lockOpen(tx, job.id);
  }

  private async fail(id: string, code: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [failed] = await rows<{ personId: string }>(
        tx,
        `UPDATE people.planned_change SET done_at = $2, failure = $3
          WHERE id = $1 AND done_at IS NULL AND withdrawn_at IS NULL RETURNING person_id AS "personId"`,
        [id, this.clock.now(), code],
      );
      if (failed)
        await this.journal.record(tx, {
          action: 'change.failed',
          subjectId: failed.personId,
          data: { changeId: id, code },
        });
    });
  }
}
