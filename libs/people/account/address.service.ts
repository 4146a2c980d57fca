import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, type EventName, Journal, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { OneTimeLinks } from '../link/one-time-links';
import { Notices } from '../notice/notices';
import { AddressNeeded, AddressTaken, LinkGone } from '../people.errors';

interface Own {
  address: string;
  isPrimary: boolean;
}

/** The addresses of the own account: each is proved by a link, one of them gets the mail. */
@Injectable()
export class AddressService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly links: OneTimeLinks,
    private readonly notices: Notices,
  ) {}

  /** Asks for a link to this address. What is answered is the same when it is somebody else's. */
  async ask(actor: Actor, address: string): Promise<void> {
    await this.links.ask('account.address-asked', address, actor.id);
  }

  /** The address that a link of this person proves. @throws LinkGone */
  async find(actor: Actor, token: string): Promise<string> {
    const link = await this.links.find(token, 'address');
    if (link.personId !== actor.id) throw new LinkGone();
    return link.address;
  }

  /** Adds the address that the link proves. @throws LinkGone, AddressTaken */
  async confirm(actor: Actor, token: string): Promise<void> {
    await this.find(actor, token);
    await this.database.transaction(async (tx) => {
      const { address } = await this.links.use(tx, token, 'address');
      const added = await rows(
        tx,
        `INSERT INTO people.email_address (address, person_id, is_primary, verified_at)
         VALUES ($1, $2, NOT EXISTS (SELECT FROM people.email_address
                                      WHERE person_id = $2 AND is_primary), $3)
         ON CONFLICT (address) DO UPDATE SET verified_at = excluded.verified_at
          WHERE people.email_address.person_id = excluded.person_id RETURNING address`,
        [address, actor.id, this.clock.now()],
      );
      if (added.length === 0) throw new AddressTaken();
      await this.record(tx, actor, 'account.address-added', 'address-added');
    });
  }

  /** Has mail go to this address from now on; the one before hears of it. @throws NotFound */
  async makePrimary(actor: Actor, address: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const own = await this.lock(tx, actor.id);
      const next = own.find((one) => isSame(one.address, address));
      if (!next) throw new NotFound();
      if (next.isPrimary) return;
      await this.record(tx, actor, 'account.primary-address-changed', 'primary-changed');
      await rows(
        tx,
        'UPDATE people.email_address SET is_primary = false WHERE person_id = $1 AND is_primary',
        [actor.id],
      );
      await rows(tx, 'UPDATE people.email_address SET is_primary = true WHERE address = $1', [
        next.address,
      ]);
    });
  }

  /** Takes an address off the account; nobody signs in with it any more. @throws AddressNeeded */
  async remove(actor: Actor, address: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const own = await this.lock(tx, actor.id);
      const gone = own.find((one) => isSame(one.address, address));
      if (!gone) return;
      if (gone.isPrimary) throw new AddressNeeded();
      await rows(tx, 'DELETE FROM people.email_address WHERE address = $1', [gone.address]);
      await this.record(tx, actor, 'account.address-removed', 'address-removed');
    });
  }

  private lock(tx: EntityManager, personId: string): Promise<Own[]> {
    return rows<Own>(
      tx,
      `SELECT address::text AS address, is_primary AS "isPrimary" FROM people.email_address
        WHERE person_id = $1 ORDER BY address FOR UPDATE`,
      [personId],
    );
  }

  // The notice goes to the address that was primary until now.
  private async record(
    tx: EntityManager,
    actor: Actor,
    action: EventName,
    kind: 'address-added' | 'address-removed' | 'primary-changed',
  ): Promise<void> {
    const line = await this.journal.record(tx, { action, subjectId: actor.id, actorId: actor.id });
    await this.notices.send(tx, actor.id, { kind, dedupeKey: `${kind}:${line}` });
  }
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
