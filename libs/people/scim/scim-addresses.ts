import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Journal, rows } from '@academie/platform';

import { Notices } from '../notice/notices';
import { NewAccounts } from '../registration/new-accounts';
import type { LiveScimKey } from '../scim-key/scim-key.service';
import { ScimRefusal, wrong } from './scim.errors';
import { type ScimUserRow, ScimUsersQueries } from './scim-users.queries';
import type { WantedUser } from './scim-wanted';

/**
 * What a directory may do with addresses: those of its own mail domains, of people who are its own. Otherwise it
 * could take over the account of somebody who works elsewhere too.
 */
@Injectable()
export class ScimAddresses {
  constructor(
    private readonly queries: ScimUsersQueries,
    private readonly newAccounts: NewAccounts,
    private readonly journal: Journal,
    private readonly notices: Notices,
  ) {}

  /** Where somebody works by what is said of them, and by the address. @throws ScimRefusal (invalidValue) */
  async organisationOf(key: LiveScimKey, wanted: WantedUser, now?: ScimUserRow): Promise<string> {
    const isKept = now?.address?.toLowerCase() === wanted.address.toLowerCase();
    const ofAddress = (await this.newAccounts.organisationsOf(wanted.address)).filter(({ id }) =>
      key.organisationIds.includes(id),
    );
    if (!isKept && ofAddress.length === 0)
      throw wrong('invalidValue', 'emails: not an address of the organisations of this key');
    if (wanted.organisation !== undefined) {
      const name = wanted.organisation.toLowerCase();
      const named = (await this.queries.organisations(key)).find(({ names }) =>
        names.includes(name),
      );
      if (named) return named.id;
      // What a directory calls its own organisation is often another name; with one there is no doubt.
      if (key.organisationIds.length > 1 && !now)
        throw wrong('invalidValue', 'organization: not one of the organisations of this key');
    }
    if (now) return now.organisationId;
    const [only, ...others] = ofAddress;
    if (!only || others.length > 0)
      throw wrong(
        'invalidValue',
        'organization: several organisations have this domain, say which',
      );
    return only.id;
  }

  async personWith(tx: EntityManager, address: string): Promise<string | undefined> {
    const [person] = await rows<{ id: string }>(
      tx,
      `SELECT p.id FROM people.email_address a JOIN people.person p ON p.id = a.person_id
        WHERE a.address = $1 FOR UPDATE OF p`,
      [address],
    );
    return person?.id;
  }

  /** @throws ScimRefusal (mutability) of somebody who works elsewhere too, or has a role over others elsewhere */
  async requireOwn(tx: EntityManager, key: LiveScimKey, personId: string): Promise<void> {
    const elsewhere = await rows(
      tx,
      `SELECT 1 FROM people.membership
        WHERE person_id = $1 AND valid_to IS NULL AND organisation_id <> ALL ($2)
        UNION ALL
       SELECT 1 FROM people.role_grant
        WHERE person_id = $1 AND revoked_at IS NULL AND NOT (role = 'coordinator' AND scope_id = ANY ($2))`,
      [personId, key.organisationIds],
    );
    if (elsewhere.length > 0)
      throw new ScimRefusal(
        'invalid',
        'name, emails: this person works elsewhere too, or has a role; only they change these',
        'mutability',
      );
  }

  /** Gives somebody the address instead of the one of the organisation. @throws ScimRefusal (uniqueness) */
  async change(
    tx: EntityManager,
    key: LiveScimKey,
    personId: string,
    address: string,
  ): Promise<void> {
    const owner = await this.personWith(tx, address);
    if (owner !== undefined && owner !== personId)
      throw new ScimRefusal('conflict', 'emails: this address is of somebody else', 'uniqueness');
    const line = await this.journal.record(tx, {
      action: 'account.primary-address-changed',
      subjectId: personId,
      actorId: key.madeBy,
      data: { by: 'scim', keyId: key.id },
    });
    // To the address that was there until now.
    await this.notices.send(tx, personId, {
      kind: 'primary-changed',
      dedupeKey: `primary-changed:${line}`,
    });
    await rows(
      tx,
      'UPDATE people.email_address SET is_primary = false WHERE person_id = $1 AND is_primary',
      [personId],
    );
    await rows(
      tx,
      `INSERT INTO people.email_address (address, person_id, is_primary) VALUES ($1, $2, true)
       ON CONFLICT (address) DO UPDATE SET is_primary = true`,
      [address, personId],
    );
  }
}
