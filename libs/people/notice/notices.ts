import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { CONFIG, type Config, Installation, Mail, rows, t } from '@academie/platform';

/** What somebody is told of the own account; texts stand at `people.notice.<kind>`. */
export type NoticeKind =
  | 'address-added'
  | 'address-removed'
  | 'blocked'
  | 'codes-wrong'
  | 'factor-added'
  | 'factor-removed'
  | 'factor-reset'
  | 'name-changed'
  | 'new-device'
  | 'password-changed'
  | 'primary-changed'
  | 'recovery-code-used'
  | 'recovery-codes-made'
  | 'role-given'
  | 'unblocked'
  | 'work-change-accepted'
  | 'work-change-refused'
  | 'work-change-told'
  | 'work-offered';

/** A notice to send. */
export interface Notice {
  kind: NoticeKind;
  /** Sent once a key. */
  dedupeKey: string;
  /** What the text names. */
  params?: Record<string, string>;
  /** Instead of the primary address: the one that was there before a change. */
  to?: string;
  /** Page of ours that the mail leads to; the own account when left out. */
  path?: string;
}

/** Tells people by mail what changed of their account, so that they see it when it was not them. */
@Injectable()
export class Notices {
  constructor(
    private readonly mail: Mail,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Puts the notice in the outbox, in the caller's transaction. Who has no address hears nothing. */
  async send(
    tx: EntityManager,
    personId: string,
    { kind, dedupeKey, params = {}, to, path = '/account' }: Notice,
  ): Promise<void> {
    const [person] = await rows<{ name: string; address: string }>(
      tx,
      `SELECT p.given_name || ' ' || p.family_name AS name, a.address::text AS address
         FROM people.person p JOIN people.email_address a ON a.person_id = p.id AND a.is_primary
        WHERE p.id = $1`,
      [personId],
    );
    if (!person) return;
    const { name: academie, contactAddress } = this.installation.current;
    await this.mail.queue(tx, {
      dedupeKey,
      template: 'people/notice/mails/notice',
      recipient: to ?? person.address,
      recipientPersonId: personId,
      subject: t(`people.notice.${kind}.subject`, { academie, ...params }),
      context: {
        name: person.name,
        text: t(`people.notice.${kind}.text`, { academie, ...params }),
        advice: t(`people.notice.${kind}.advice`, { contactAddress }),
        href: `${this.config.publicUrl}${path}`,
      },
    });
  }
}
