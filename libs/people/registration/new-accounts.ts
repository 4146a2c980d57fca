import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, Journal, newId, rows } from '@academie/platform';

import { LinkGone } from '../people.errors';

/** An organisation to choose. */
export interface OrganisationOption {
  id: string;
  name: string;
}

/** Somebody of whom it is proved that the address is theirs. */
export interface NewAccount {
  address: string;
  givenName: string;
  familyName: string;
  organisationId: string;
  /**
   * What proved it: a mail that was read, or the sign-in service of the organisation. Whom the directory of the
   * organisation adds (`scim`) has proved nothing yet: that account waits until they come.
   */
  by: 'domain' | 'provider' | 'scim';
}

/** The one rule by which somebody gets an account unasked: the address has a mail domain of an organisation. */
@Injectable()
export class NewAccounts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** Organisations of today whose mail domain the address has, by name. */
  organisationsOf(address: string): Promise<OrganisationOption[]> {
    return this.database.rows<OrganisationOption>(
      `SELECT id, name FROM people.organisation
        WHERE (mail_domain = split_part($1, '@', 2) OR EXISTS (
                SELECT FROM people.organisation_domain d WHERE d.organisation_id = organisation.id
                   AND d.domain = split_part($1, '@', 2)))
          AND (valid_to IS NULL OR valid_to > $2) ORDER BY name`,
      [address, dayOf(this.clock.now())],
    );
  }

  /**
   * Makes the account with its work at the organisation, in the caller's transaction; returns the id of the person.
   * @throws LinkGone when somebody got this address a moment ago
   */
  async make(
    tx: EntityManager,
    { address, givenName, familyName, organisationId, by }: NewAccount,
  ): Promise<string> {
    const now = this.clock.now();
    const status = by === 'scim' ? 'invited' : 'active';
    const [added] = await rows<{ id: string }>(
      tx,
      `WITH address AS (
         INSERT INTO people.email_address (address, person_id, is_primary, verified_at)
         VALUES ($4, $1, true, $7) ON CONFLICT (address) DO NOTHING RETURNING person_id
       )
       INSERT INTO people.person (id, given_name, family_name, status, created_at)
       SELECT person_id, $2, $3, $6, $5 FROM address RETURNING id`,
      [newId(), givenName, familyName, address, now, status, by === 'scim' ? null : now],
    );
    if (!added) throw new LinkGone();
    await rows(
      tx,
      'INSERT INTO people.membership (person_id, organisation_id, valid_from) VALUES ($1, $2, $3)',
      [added.id, organisationId, dayOf(now)],
    );
    await this.journal.record(tx, {
      action: 'person.created',
      subjectId: added.id,
      actorId: by === 'scim' ? undefined : added.id,
      data: { status, organisationId, by },
    });
    return added.id;
  }
}
