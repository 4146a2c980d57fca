import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  CONFIG,
  type Config,
  Installation,
  type JournalEvent,
  Mail,
  OnJournal,
  rows,
  t,
} from '@academie/platform';

import { OneTimeLinks } from '../link/one-time-links';

/** Mails the link that proves an address; to an address of another account it says so instead. */
@Injectable()
export class AddressLinkMails {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly mail: Mail,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @OnJournal('people.address-links', 'account.address-asked')
  async handle(tx: EntityManager, event: JournalEvent<'account.address-asked'>): Promise<void> {
    const asked = await this.links.take(tx, event.subjectId);
    if (!asked?.personId) return;
    const { address, personId } = asked;
    const [facts] = await rows<{ name: string; isTaken: boolean }>(
      tx,
      `SELECT p.given_name || ' ' || p.family_name AS name, EXISTS (
                SELECT FROM people.email_address a WHERE a.address = $2 AND a.person_id <> $1) AS "isTaken"
         FROM people.person p WHERE p.id = $1 AND p.status = 'active'`,
      [personId, address],
    );
    const token = facts && (await this.links.make(tx, 'address', { address, personId }));
    if (!token) return;
    await this.mail.queue(tx, {
      dedupeKey: `address-link:${event.id}`,
      template: 'people/account/mails/address-link',
      recipient: address,
      recipientPersonId: facts.isTaken ? undefined : personId,
      secret: true,
      subject: t('people.account.address-subject', { academie: this.installation.current.name }),
      context: {
        name: facts.isTaken ? t('people.account.reader') : facts.name,
        isTaken: facts.isTaken,
        href: `${this.config.publicUrl}/account/adressen/bevestigen/${token}`,
        signInHref: `${this.config.publicUrl}/inloggen`,
      },
    });
  }
}
