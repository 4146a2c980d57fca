import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf, Journal, newId, rows } from '@academie/platform';

import { SessionService } from '../access/session.service';
import { OneTimeLinks } from '../link/one-time-links';
import { Passwords } from '../password/passwords';
import { OrganisationUnknown } from '../people.errors';
import type { KnownDevice } from '../sign-in/known-device';
import { SignInPaceService } from '../sign-in/sign-in-pace.service';
import { NewAccounts, type OrganisationOption } from './new-accounts';
import type { AccountRequestForm, RegistrationForm } from './registration.dto';

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
    private readonly accounts: NewAccounts,
  ) {}

  /** Asks for a link, whether or not the address has an account. */
  ask(address: string): Promise<void> {
    return this.links.ask('account.registration-asked', address);
  }

  /** Whose link this is, and where that person works by the address. @throws LinkGone */
  async find(token: string): Promise<OpenRegistration> {
    const { address } = await this.links.find(token, 'registration');
    const organisations = await this.accounts.organisationsOf(address);
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
      const personId = await this.accounts.make(tx, {
        address,
        givenName,
        familyName,
        organisationId: organisation.id,
        by: 'domain',
      });
      await this.passwords.set(tx, personId, hash);
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
}
