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
import { ARRIVAL } from './arrival-view';

interface Asked {
  personId: string;
  name: string;
  provider: string;
  address: string;
}

/** Mails the link with which somebody shows that an account is theirs; it works in the browser that asked for it. */
@Injectable()
export class ProviderProofMails {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly mail: Mail,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @OnJournal('people.provider-proofs', 'provider.proof-asked')
  async handle(tx: EntityManager, event: JournalEvent<'provider.proof-asked'>): Promise<void> {
    const [asked] = await rows<Asked>(
      tx,
      `SELECT p.id AS "personId", p.given_name || ' ' || p.family_name AS name, v.name AS provider,
              e.address::text AS address
         FROM people.provider_arrival a
         JOIN people.provider v ON v.id = a.provider_id
         JOIN people.person p ON p.id = a.person_id
         JOIN people.email_address e ON e.person_id = p.id AND e.address = (a.identity ->> 'address')::citext
        WHERE a.id = $1`,
      [event.subjectId],
    );
    const token =
      asked &&
      (await this.links.make(tx, 'provider', { address: asked.address, personId: asked.personId }));
    if (!token) return;
    await this.mail.queue(tx, {
      dedupeKey: `provider-proof:${event.id}`,
      template: 'people/provider-sign-in/mails/provider-proof',
      recipient: asked.address,
      recipientPersonId: asked.personId,
      secret: true,
      subject: t('people.provider-sign-in.proof-subject', {
        academie: this.installation.current.name,
      }),
      context: {
        name: asked.name,
        provider: asked.provider,
        href: `${this.config.publicUrl}${ARRIVAL}/${event.subjectId}/bewijs/${token}`,
      },
    });
  }
}
