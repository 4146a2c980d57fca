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

import { decidersOf } from '../notice/deciders';

interface Request {
  who: string;
  address: string;
  organisation: string;
  organisationId: string;
}

/** Tells coordinators of a request, and who asked when it is refused. Who is accepted gets an invitation. */
@Injectable()
export class AccountRequestMails {
  constructor(
    private readonly mail: Mail,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** To the coordinators of the organisation; without one, to the administrators. */
  @OnJournal('people.account-requests', 'account-request.made')
  async tellCoordinators(
    tx: EntityManager,
    event: JournalEvent<'account-request.made'>,
  ): Promise<void> {
    const request = await this.find(tx, event.subjectId);
    if (!request) return;
    const deciders = await decidersOf(tx, request.organisationId);
    for (const { id, name, address } of deciders)
      await this.mail.queue(tx, {
        dedupeKey: `account-request:${event.subjectId}:${id}`,
        template: 'people/registration/mails/account-requested',
        recipient: address,
        recipientPersonId: id,
        subject: t('people.registration.request-subject', { organisation: request.organisation }),
        context: {
          name,
          who: request.who,
          organisation: request.organisation,
          href: `${this.config.publicUrl}/organisatie/aanmeldingen`,
        },
      });
  }

  @OnJournal('people.refused-requests', 'account-request.refused')
  async tellRefused(
    tx: EntityManager,
    event: JournalEvent<'account-request.refused'>,
  ): Promise<void> {
    const request = await this.find(tx, event.subjectId);
    if (!request) return;
    const { name: academie, contactAddress } = this.installation.current;
    await this.mail.queue(tx, {
      dedupeKey: `account-request-refused:${event.subjectId}`,
      template: 'people/registration/mails/request-refused',
      recipient: request.address,
      subject: t('people.registration.refused-subject', { academie }),
      context: {
        name: request.who,
        organisation: request.organisation,
        reason: event.reason,
        contactAddress,
      },
    });
  }

  private async find(tx: EntityManager, id: string): Promise<Request | undefined> {
    const [request] = await rows<Request>(
      tx,
      `SELECT r.given_name || ' ' || r.family_name AS who, r.address::text AS address,
              o.name AS organisation, o.id AS "organisationId"
         FROM people.account_request r JOIN people.organisation o ON o.id = r.organisation_id
        WHERE r.id = $1`,
      [id],
    );
    return request;
  }
}
