import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, Journal, newId, rows } from '@academie/platform';

import { SessionService } from '../access/session.service';
import { OneTimeLinks } from '../link/one-time-links';
import { Passwords } from '../password/passwords';
import { LinkGone, OrganisationUnknown } from '../people.errors';
import type { KnownDevice } from '../sign-in/known-device';
import { SignInPaceService } from '../sign-in/sign-in-pace.service';
import type { AccountRequestForm, RegistrationForm } from './registration.dto';

/** An organisation to choose. */
export interface OrganisationOption {
  id: string;
  name: string;
}

/** What somebody with a proved address can do. */
export interface OpenRegistration {
  address: string;
  /** Those whose mail domain the address has: there the account is made at once. */
  organisations: OrganisationOption[];
}

/** Making an account by oneself. The address is proved first, so nobody takes that of another. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly links: OneTimeLinks,
    private readonly passwords: Passwords,
    private readonly sessions: SessionService,
    private readonly paces: SignInPaceService,
  ) {}

  /** Asks for a link, whether or not the address has an account. */
  ask(address: string): Promise<void> {
    return this.links.ask('account.registration-asked', address);
  }

  /** Whose link this is, and where that person works by the address. @throws LinkGone */
  async find(token: string): Promise<OpenRegistration> {
    const { address } = await this.links.find(token, 'registration');
    const organisations = await this.database.rows<OrganisationOption>(
      `SELECT id, name FROM people.organisation
        WHERE (mail_domain = split_part($1, '@', 2) OR EXISTS (
                SELECT FROM people.organisation_domain d WHERE d.organisation_id = organisation.id
                   AND d.domain = split_part($1, '@', 2)))
          AND (valid_to IS NULL OR valid_to > $2) ORDER BY name`,
      [address, dayOf(this.clock.now())],
    );
    return { address, organisations };
  }

  /** All organisations of today. */
  organisations(): Promise<OrganisationOption[]> {
    return this.database.rows<OrganisationOption>(
      'SELECT id, name FROM people.organisation WHERE valid_to IS NULL OR valid_to > $1 ORDER BY name',
      [dayOf(this.clock.now())],
    );
  }

  /**
   * Makes the account at the organisation of the address; returns the token of a new session.
   * @throws LinkGone, OrganisationUnknown, PasswordTooCommon, PasswordTooPersonal, TooManyAttempts
   */
  async register(token: string, form: RegistrationForm, device: KnownDevice): Promise<string> {
    const { address, organisations } = await this.find(token);
    const chosen = form.organisationId ?? organisations[0]?.id;
    const organisation = organisations.find(({ id }) => id === chosen);
    if (!organisation) throw new OrganisationUnknown();
    const { givenName, familyName } = form;
    const hash = await this.passwords.prepare(form.password, {
      givenName,
      familyName: `${familyName} ${organisation.name}`,
      email: address,
    });
    return this.database.transaction(async (tx) => {
      await this.links.use(tx, token, 'registration');
      const personId = await this.addPerson(tx, address, form);
      await rows(
        tx,
        'INSERT INTO people.membership (person_id, organisation_id, valid_from) VALUES ($1, $2, $3)',
        [personId, organisation.id, dayOf(this.clock.now())],
      );
      await this.passwords.set(tx, personId, hash);
      await this.journal.record(tx, {
        action: 'person.created',
        subjectId: personId,
        actorId: personId,
        data: { status: 'active', organisationId: organisation.id, by: 'domain' },
      });
      await this.paces.know(tx, address, device.secret);
      return this.sessions.start(tx, personId, { name: device.name, stays: false });
    });
  }

  /**
   * Asks the coordinator of an organisation for an account. Asked before: that request stands.
   * @throws LinkGone, OrganisationUnknown
   */
  async request(token: string, form: AccountRequestForm): Promise<void> {
    const organisations = await this.organisations();
    if (!organisations.some(({ id }) => id === form.organisationId))
      throw new OrganisationUnknown();
    await this.database.transaction(async (tx) => {
      const { address } = await this.links.use(tx, token, 'registration');
      const id = newId();
      const asked = await rows(
        tx,
        `INSERT INTO people.account_request
           (id, address, given_name, family_name, organisation_id, remark, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (address) WHERE state = 'open' DO NOTHING RETURNING id`,
        [
          id,
          address,
          form.givenName,
          form.familyName,
          form.organisationId,
          form.remark ?? '',
          this.clock.now(),
        ],
      );
      if (asked.length === 0) return;
      await this.journal.record(tx, {
        action: 'account-request.made',
        subjectId: id,
        data: { organisationId: form.organisationId },
      });
    });
  }

  private async addPerson(
    tx: EntityManager,
    address: string,
    { givenName, familyName }: RegistrationForm,
  ): Promise<string> {
    const now = this.clock.now();
    const added = await rows<{ id: string }>(
      tx,
      `WITH address AS (
         INSERT INTO people.email_address (address, person_id, is_primary, verified_at)
         VALUES ($4, $1, true, $5) ON CONFLICT (address) DO NOTHING RETURNING person_id
       )
       INSERT INTO people.person (id, given_name, family_name, status, created_at)
       SELECT person_id, $2, $3, 'active', $5 FROM address RETURNING id`,
      [newId(), givenName, familyName, address, now],
    );
    // Somebody was invited under this address since the link was mailed.
    if (!added[0]) throw new LinkGone();
    return added[0].id;
  }
}
