import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Journal, rows } from '@academie/platform';

import { SessionService } from '../access/session.service';
import { isPersonName } from '../person/is-person-name';
import type { ProviderRow } from '../provider/provider.queries';
import { NewAccounts, type OrganisationOption } from '../registration/new-accounts';
import { type Caller, SignInPaceService } from '../sign-in/sign-in-pace.service';
import { type Entered, SignInService } from '../sign-in/sign-in.service';
import type { ProviderIdentity } from './identity';
import { ProviderRules } from './provider-rules';
import {
  AccountClosed,
  AddressElsewhere,
  AddressUnproved,
  LinkedElsewhere,
} from './provider-sign-in.errors';

/** Somebody who is in, but for a second factor; or for whom something has to be settled first. */
export type Welcomed = Entered | { personId: string | null };

/** What is chosen for an account that is made. */
export interface ChosenAccount {
  givenName: string;
  familyName: string;
  organisationId: string;
}

interface KnownPerson {
  id: string;
  status: string;
  isBlocked: boolean;
  hasRoles: boolean;
}

/** Who somebody that a service vouches for is here. An account is never given on the word of an address alone. */
@Injectable()
export class ProviderAccounts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
    private readonly signIn: SignInService,
    private readonly paces: SignInPaceService,
    private readonly newAccounts: NewAccounts,
    private readonly rules: ProviderRules,
  ) {}

  /**
   * Signs in who is linked. Who has no account gets one when the service may speak for the address; who was invited
   * and has no role takes the invitation up. Whose address has an account shows first that it is theirs.
   * @throws AccountClosed, AddressUnproved, AddressElsewhere
   */
  async enter(
    provider: ProviderRow,
    identity: ProviderIdentity,
    caller: Caller,
  ): Promise<Welcomed> {
    const linked = await this.linkedTo(provider.id, identity.subject);
    if (linked) return this.begin(linked, provider, identity, caller);
    const { address } = identity;
    if (!address) throw new AddressUnproved();
    const [known, organisations] = await Promise.all([
      this.withAddress(address),
      this.organisationsFor(provider, address),
    ]);
    if (known?.isBlocked || ['merged', 'erased'].includes(known?.status ?? ''))
      throw new AccountClosed();
    if (!known) return this.make(provider, identity, caller, organisations);
    const isExpected = ['invited', 'guest'].includes(known.status) && !known.hasRoles;
    if (!isExpected || organisations.length === 0) return { personId: known.id };
    return this.link(known.id, provider, identity, caller);
  }

  /** Organisations that both the address and the service are of. */
  async organisationsFor(provider: ProviderRow, address: string): Promise<OrganisationOption[]> {
    const found = await this.newAccounts.organisationsOf(address);
    return found.filter(({ id }) => provider.organisationIds.includes(id));
  }

  /** Makes an account of what was chosen; and signs in with it. @throws LinkGone */
  async makeAs(
    { givenName, familyName, organisationId }: ChosenAccount,
    provider: ProviderRow,
    identity: ProviderIdentity,
    caller: Caller,
  ): Promise<Entered> {
    const { address } = identity;
    if (!address) throw new AddressUnproved();
    const entered = await this.database.transaction(async (tx) => {
      const personId = await this.newAccounts.make(tx, {
        address,
        givenName,
        familyName,
        organisationId,
        by: 'provider',
      });
      await this.addLink(tx, personId, provider, identity);
      return this.session(tx, personId, provider, identity, caller);
    });
    this.sessions.forget();
    return entered;
  }

  /**
   * Links an account, of whom it has been proved that it is theirs, and signs in with it.
   * @throws AccountClosed, LinkedElsewhere
   */
  async link(
    personId: string,
    provider: ProviderRow,
    identity: ProviderIdentity,
    caller: Caller,
    proof?: (tx: EntityManager) => Promise<void>,
  ): Promise<Entered> {
    const entered = await this.database.transaction(async (tx) => {
      await proof?.(tx);
      const [person] = await rows<{ status: string; isBlocked: boolean }>(
        tx,
        `SELECT status, blocked_at IS NOT NULL AS "isBlocked" FROM people.person WHERE id = $1 FOR UPDATE`,
        [personId],
      );
      if (!person || person.isBlocked || !['active', 'invited', 'guest'].includes(person.status))
        throw new AccountClosed();
      if (person.status !== 'active') await this.activate(tx, personId, identity);
      await this.addLink(tx, personId, provider, identity);
      return this.session(tx, personId, provider, identity, caller);
    });
    this.sessions.forget();
    return entered;
  }

  /** Links without a new session, for who is signed in. @throws LinkedElsewhere */
  async linkOnly(
    personId: string,
    provider: ProviderRow,
    identity: ProviderIdentity,
  ): Promise<void> {
    await this.database.transaction((tx) => this.addLink(tx, personId, provider, identity));
  }

  private async begin(
    personId: string,
    provider: ProviderRow,
    identity: ProviderIdentity,
    caller: Caller,
  ): Promise<Entered> {
    const entered = await this.database.transaction(async (tx) => {
      const open = await rows(
        tx,
        `SELECT 1 FROM people.person
          WHERE id = $1 AND status = 'active' AND blocked_at IS NULL FOR UPDATE`,
        [personId],
      );
      if (open.length === 0) throw new AccountClosed();
      return this.session(tx, personId, provider, identity, caller);
    });
    this.sessions.forget();
    return entered;
  }

  private async make(
    provider: ProviderRow,
    identity: ProviderIdentity,
    caller: Caller,
    organisations: readonly OrganisationOption[],
  ): Promise<Welcomed> {
    if (organisations.length === 0) throw new AddressElsewhere();
    const ruled = organisations.find(({ id }) => identity.organisationIds.includes(id));
    const organisation = ruled ?? (organisations.length === 1 ? organisations[0] : undefined);
    const { givenName, familyName } = identity;
    if (!organisation || !isPersonName(givenName) || !isPersonName(familyName))
      return { personId: null };
    const chosen = { givenName, familyName, organisationId: organisation.id };
    return this.makeAs(chosen, provider, identity, caller);
  }

  // Somebody who was invited has not been here; the service says that the address is theirs.
  private async activate(
    tx: EntityManager,
    personId: string,
    { address }: ProviderIdentity,
  ): Promise<void> {
    const now = this.clock.now();
    await rows(tx, `UPDATE people.person SET status = 'active' WHERE id = $1`, [personId]);
    await rows(
      tx,
      'UPDATE people.email_address SET verified_at = $3 WHERE person_id = $1 AND address = $2',
      [personId, address, now],
    );
    await rows(
      tx,
      'UPDATE people.invitation SET accepted_at = $2 WHERE person_id = $1 AND accepted_at IS NULL',
      [personId, now],
    );
    await this.journal.record(tx, {
      action: 'person.activated',
      subjectId: personId,
      actorId: personId,
      data: { by: 'provider' },
    });
  }

  private async addLink(
    tx: EntityManager,
    personId: string,
    provider: ProviderRow,
    { subject }: ProviderIdentity,
  ): Promise<void> {
    const [added] = await rows<{ isNew: boolean }>(
      tx,
      `INSERT INTO people.provider_account (provider_id, subject, person_id, linked_at)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (provider_id, subject) DO UPDATE SET subject = excluded.subject
        WHERE people.provider_account.person_id = excluded.person_id
       RETURNING linked_at = $4 AS "isNew"`,
      [provider.id, subject, personId, this.clock.now()],
    );
    if (!added) throw new LinkedElsewhere();
    if (added.isNew)
      await this.journal.record(tx, {
        action: 'provider.linked',
        subjectId: personId,
        actorId: personId,
        data: { providerId: provider.id },
      });
  }

  private async session(
    tx: EntityManager,
    personId: string,
    provider: ProviderRow,
    identity: ProviderIdentity,
    caller: Caller,
  ): Promise<Entered> {
    const { subject, sid, idToken } = identity;
    await rows(
      tx,
      'UPDATE people.provider_account SET last_used_at = $3 WHERE provider_id = $1 AND subject = $2',
      [provider.id, subject, this.clock.now()],
    );
    await this.rules.apply(tx, personId, provider, identity);
    const isKnownDevice = await this.paces.isKnown(personId, caller);
    const who = { personId, stays: false, isKnownDevice };
    const entered = await this.signIn.enter(tx, who, caller);
    // Who still has to show a second factor gets a session of which the service knows nothing.
    if ('sessionToken' in entered)
      await rows(
        tx,
        `INSERT INTO people.provider_session (session_id, provider_id, subject, sid, id_token)
         VALUES ($1, $2, $3, $4, $5)`,
        [await this.sessions.idOf(tx, entered.sessionToken), provider.id, subject, sid, idToken],
      );
    return entered;
  }

  private async linkedTo(providerId: string, subject: string): Promise<string | undefined> {
    const row = await this.database.first<{ personId: string }>(
      `SELECT person_id AS "personId" FROM people.provider_account
        WHERE provider_id = $1 AND subject = $2`,
      [providerId, subject],
    );
    return row?.personId;
  }

  private withAddress(address: string): Promise<KnownPerson | undefined> {
    return this.database.first<KnownPerson>(
      `SELECT p.id, p.status, p.blocked_at IS NOT NULL AS "isBlocked",
              EXISTS (SELECT FROM people.role_grant g
                       WHERE g.person_id = p.id AND g.revoked_at IS NULL) AS "hasRoles"
         FROM people.email_address a JOIN people.person p ON p.id = a.person_id WHERE a.address = $1`,
      [address],
    );
  }
}
