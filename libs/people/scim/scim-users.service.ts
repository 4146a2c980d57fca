import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, type EventName, Journal, rows, t } from '@academie/platform';

import { Actor } from '../access/actor';
import { SessionService } from '../access/session.service';
import { BlockService } from '../block/account-block.service';
import { lockOpen } from '../membership/membership-rules';
import { MembershipService } from '../membership/membership.service';
import { NewAccounts } from '../registration/new-accounts';
import { RenameService } from '../rename/rename.service';
import type { LiveScimKey } from '../scim-key/scim-key.service';
import { ScimAddresses } from './scim-addresses';
import { noSuchUser, ScimRefusal } from './scim.errors';
import { type ScimUserRow, ScimUsersQueries } from './scim-users.queries';
import type { WantedUser } from './scim-wanted';

/** What the directory of an organisation does with its people. Each change is one transaction, and in the journal. */
@Injectable()
export class ScimUsersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly queries: ScimUsersQueries,
    private readonly addresses: ScimAddresses,
    private readonly newAccounts: NewAccounts,
    private readonly memberships: MembershipService,
    private readonly names: RenameService,
    private readonly blocks: BlockService,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Adds somebody, who makes the account by coming; who is known by the address works there from now on.
   * @throws ScimRefusal (uniqueness, invalidValue)
   */
  async create(key: LiveScimKey, wanted: WantedUser): Promise<ScimUserRow> {
    const organisationId = await this.addresses.organisationOf(key, wanted);
    return this.change(async (tx) => {
      const known = await this.addresses.personWith(tx, wanted.address);
      if (known && (await this.queries.oneIn(tx, key, known))) throw taken();
      const personId =
        known ?? (await this.newAccounts.make(tx, { ...wanted, organisationId, by: 'scim' }));
      await this.keep(tx, personId, organisationId, wanted);
      if (known) await this.admit(tx, key, personId, organisationId);
      await this.record(tx, key, personId, organisationId, 'scim.user-created');
      if (!wanted.active) await this.leave(tx, key, personId, organisationId);
      return this.found(tx, key, personId);
    });
  }

  /** Makes somebody what the directory says. @throws ScimRefusal (not found, uniqueness, mutability, invalidValue) */
  async replace(key: LiveScimKey, id: string, wanted: WantedUser): Promise<ScimUserRow> {
    return this.change(async (tx) => {
      const now = await this.lock(tx, key, id);
      const names = { givenName: wanted.givenName, familyName: wanted.familyName };
      const isRenamed = now.givenName !== names.givenName || now.familyName !== names.familyName;
      const isMoved = (now.address ?? '').toLowerCase() !== wanted.address.toLowerCase();
      if (isRenamed || isMoved) await this.addresses.requireOwn(tx, key, id);
      if (isRenamed)
        await this.names.renameIn(tx, actorOf(key), id, {
          ...names,
          reason: t('people.scim.reason'),
        });
      const organisationId =
        isMoved || wanted.organisation !== undefined
          ? await this.addresses.organisationOf(key, wanted, now)
          : now.organisationId;
      if (isMoved) await this.addresses.change(tx, key, id, wanted.address);
      await this.keep(tx, id, organisationId, wanted);
      if (wanted.active && (!now.active || organisationId !== now.organisationId))
        await this.admit(tx, key, id, organisationId);
      if (organisationId !== now.organisationId) await this.endWork(tx, key, id, organisationId);
      if (!wanted.active && now.active) await this.leave(tx, key, id, organisationId);
      await this.record(tx, key, id, organisationId, 'scim.user-changed');
      return this.found(tx, key, id);
    });
  }

  /** Takes somebody out; what they did stays. @throws ScimRefusal (not found) */
  async remove(key: LiveScimKey, id: string): Promise<void> {
    await this.change(async (tx) => {
      const now = await this.lock(tx, key, id);
      await this.leave(tx, key, id, now.organisationId);
      await rows(
        tx,
        `UPDATE people.scim_user SET deleted_at = $3, changed_at = $3
          WHERE person_id = $1 AND organisation_id = ANY ($2)`,
        [id, key.organisationIds, this.clock.now()],
      );
    });
  }

  private async change<Result>(work: (tx: EntityManager) => Promise<Result>): Promise<Result> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if ((error as { driverError?: { code?: string } }).driverError?.code === '23505')
        throw taken();
      throw error;
    } finally {
      this.sessions.forget();
    }
  }

  private async lock(tx: EntityManager, key: LiveScimKey, id: string): Promise<ScimUserRow> {
    await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR UPDATE', [id]);
    return this.found(tx, key, id);
  }

  private async found(tx: EntityManager, key: LiveScimKey, id: string): Promise<ScimUserRow> {
    const user = await this.queries.oneIn(tx, key, id);
    if (!user) throw noSuchUser();
    return user;
  }

  /** What the directory calls somebody. */
  private async keep(
    tx: EntityManager,
    personId: string,
    organisationId: string,
    { externalId, userName, department }: WantedUser,
  ): Promise<void> {
    await rows(
      tx,
      `INSERT INTO people.scim_user AS u (organisation_id, person_id, external_id, user_name, department, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (organisation_id, person_id) DO UPDATE
          SET external_id = $3, user_name = $4, department = $5, changed_at = $6, version = u.version + 1,
              deleted_at = NULL`,
      [organisationId, personId, externalId, userName, department, this.clock.now()],
    );
  }

  /** Works there from today, and comes in again where this directory had shut the door. */
  private async admit(
    tx: EntityManager,
    key: LiveScimKey,
    personId: string,
    organisationId: string,
  ): Promise<void> {
    const works = await rows(
      tx,
      `SELECT 1 FROM people.membership WHERE person_id = $1 AND organisation_id = $2 AND valid_to IS NULL`,
      [personId, organisationId],
    );
    if (works.length === 0)
      await this.memberships.beginIn(tx, actorOf(key), { personId, organisationId, functions: [] });
    const opened = await rows(
      tx,
      `UPDATE people.scim_user SET did_block = false
        WHERE person_id = $1 AND organisation_id = ANY ($2) AND did_block RETURNING id`,
      [personId, key.organisationIds],
    );
    if (opened.length > 0) await this.blocks.unblockIn(tx, actorOf(key), personId);
  }

  /** Ends all work at the organisations of the key; who works nowhere else is shut out, and is out at once. */
  private async leave(
    tx: EntityManager,
    key: LiveScimKey,
    personId: string,
    organisationId: string,
  ): Promise<void> {
    await this.endWork(tx, key, personId);
    const elsewhere = await rows(
      tx,
      'SELECT 1 FROM people.membership WHERE person_id = $1 AND valid_to IS NULL',
      [personId],
    );
    if (elsewhere.length === 0) {
      const reason = t('people.scim.reason');
      const did = await this.blocks.blockIn(tx, actorOf(key), personId, reason);
      if (did)
        await rows(
          tx,
          `INSERT INTO people.scim_user AS u (organisation_id, person_id, changed_at, did_block)
           VALUES ($1, $2, $3, true)
           ON CONFLICT (organisation_id, person_id) DO UPDATE SET did_block = true`,
          [organisationId, personId, this.clock.now()],
        );
    }
    await this.sessions.endAll(tx, personId);
    await this.record(tx, key, personId, organisationId, 'scim.user-deactivated');
  }

  private async endWork(
    tx: EntityManager,
    key: LiveScimKey,
    personId: string,
    but?: string,
  ): Promise<void> {
    const jobs = await rows<{ id: string }>(
      tx,
      `SELECT id FROM people.membership WHERE person_id = $1 AND valid_to IS NULL
          AND organisation_id = ANY ($2) AND organisation_id IS DISTINCT FROM $3 ORDER BY id`,
      [personId, key.organisationIds, but ?? null],
    );
    for (const { id } of jobs)
      await this.memberships.endIn(tx, actorOf(key), await lockOpen(tx, id));
  }

  private async record(
    tx: EntityManager,
    key: LiveScimKey,
    personId: string,
    organisationId: string,
    action: EventName,
  ): Promise<void> {
    await this.journal.record(tx, {
      action,
      subjectId: personId,
      actorId: key.madeBy,
      data: { keyId: key.id, organisationId },
    });
  }
}

const taken = (): ScimRefusal =>
  new ScimRefusal(
    'conflict',
    'A user with this userName, externalId or address exists',
    'uniqueness',
  );

/** Who made the key answers for what is done with it; it reaches these organisations and nothing else. */
const actorOf = ({ madeBy, organisationIds }: LiveScimKey): Actor =>
  new Actor({
    id: madeBy,
    name: '',
    organisationId: null,
    organisationName: null,
    grants: organisationIds.map((scopeId) => ({
      role: 'coordinator',
      scopeKind: 'organisation',
      scopeId,
    })),
    hasFactor: false,
    mayWrite: true,
  });
