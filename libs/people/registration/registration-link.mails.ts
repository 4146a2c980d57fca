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
import { Invitations } from '../sign-in/invitations';

/** Mails who wants an account what comes next: a link, the invitation that waits, or that there is one. */
@Injectable()
export class RegistrationLinkMails {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly invitations: Invitations,
    private readonly mail: Mail,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @OnJournal('people.registration-links', 'account.registration-asked')
  async handle(
    tx: EntityManager,
    event: JournalEvent<'account.registration-asked'>,
  ): Promise<void> {
    const asked = await this.links.take(tx, event.subjectId);
    if (!asked) return;
    const { address } = asked;
    const [known] = await rows<{ id: string; status: string }>(
      tx,
      `SELECT p.id, p.status FROM people.email_address a JOIN people.person p ON p.id = a.person_id
        WHERE a.address = $1 FOR UPDATE OF p`,
      [address],
    );
    // Made for those who have an account too, so that nobody's address gets more than a few mails.
    const token = await this.links.make(tx, 'registration', { address, personId: null });
    if (!token) return;
    if (known && ['invited', 'guest'].includes(known.status)) return this.invite(tx, known.id);
    await this.mail.queue(tx, {
      dedupeKey: `registration-link:${event.id}`,
      template: 'people/registration/mails/registration-link',
      recipient: address,
      recipientPersonId: known?.id,
      secret: true,
      subject: t('people.registration.subject', { academie: this.installation.current.name }),
      context: {
        name: t('people.account.reader'),
        hasAccount: known !== undefined,
        href: `${this.config.publicUrl}/account-maken/${token}`,
        signInHref: `${this.config.publicUrl}/inloggen`,
      },
    });
  }

  private async invite(tx: EntityManager, personId: string): Promise<void> {
    await rows(tx, `UPDATE people.person SET status = 'invited' WHERE id = $1`, [personId]);
    await this.invitations.renew(tx, personId, undefined);
  }
}
