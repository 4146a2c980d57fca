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

import { LINK_MINUTES, OneTimeLinks } from '../link/one-time-links';

/** Mails the link with which somebody chooses a new password, to an address of an account. */
@Injectable()
export class PasswordLinkMails {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly mail: Mail,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @OnJournal('people.password-links', 'account.password-link-asked')
  async handle(
    tx: EntityManager,
    event: JournalEvent<'account.password-link-asked'>,
  ): Promise<void> {
    const asked = await this.links.take(tx, event.subjectId);
    if (!asked) return;
    const [person] = await rows<{ id: string; name: string; address: string }>(
      tx,
      `SELECT p.id, p.given_name || ' ' || p.family_name AS name, a.address::text AS address
         FROM people.email_address a
         JOIN people.person p ON p.id = a.person_id AND p.status = 'active' AND p.blocked_at IS NULL
        WHERE a.address = $1`,
      [asked.address],
    );
    if (!person) return;
    const { id: personId, name, address } = person;
    const token = await this.links.make(tx, 'password', { address, personId });
    if (!token) return;
    await this.mail.queue(tx, {
      dedupeKey: `password-link:${event.id}`,
      template: 'people/recovery/mails/password-link',
      recipient: address,
      recipientPersonId: personId,
      secret: true,
      subject: t('people.recovery.subject', { academie: this.installation.current.name }),
      context: {
        name,
        href: `${this.config.publicUrl}/wachtwoord-vergeten/${token}`,
        minutes: LINK_MINUTES.password,
      },
    });
  }
}
