import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { CONFIG, type Config } from '../config/config';
import { Database, rows } from '../database/database';
import { Installation } from '../installation/installation';
import { Views } from '../pages/handlebars';
import { Forgets } from '../retention/forgets';

/** A mail as a lib asks for it. */
export interface MailRequest {
  /** Says why it is sent, e.g. `<enrolment>:confirmed:<journal id>`; the same key is sent once. */
  dedupeKey: string;
  /** View without ending: `enrolment/message/mails/confirmed`; the view with `.text` is the plain text. */
  template: string;
  recipient: string;
  recipientPersonId?: string | undefined;
  /** What it is about, so that who organises it can list what was sent. */
  aboutId?: string | undefined;
  /** For a mail that people can do without: the address where one click ends it (RFC 8058). */
  unsubscribeUrl?: string | undefined;
  /** It holds a link that lets somebody in; the text is not kept once the mail has gone. */
  secret?: boolean | undefined;
  subject: string;
  context: object;
  /** One or more iCalendar objects after each other (RFC 5545, section 3.4), and their METHOD. */
  calendar?: { body: string; method: 'REQUEST' | 'CANCEL' } | undefined;
}

const FOLDER = '/mails/';

/**
 * The name under which the outbox keeps a template: `enrolment/confirmed` for the view
 * `enrolment/message/mails/confirmed`. It stays the same when the view moves to another folder, so a
 * mail that waits during an upgrade still finds its check.
 */
export function storedTemplate(view: string): string {
  const [lib = ''] = view.split('/', 1);
  const at = view.lastIndexOf(FOLDER);
  return at < 0 ? view : `${lib}/${view.slice(at + FOLDER.length)}`;
}

/** Puts mail in the outbox, in the caller's transaction. `MailDelivery` takes it out. */
@Injectable()
export class Mail {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
    private readonly clock: Clock,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Returns false when a mail with this key is there already. */
  async queue(tx: EntityManager, mail: MailRequest): Promise<boolean> {
    const context = {
      ...mail.context,
      subject: mail.subject,
      publicUrl: this.config.publicUrl,
      academie: this.installation.current.name,
      owner: this.installation.current.owner,
      unsubscribeUrl: mail.unsubscribeUrl,
    };
    const written = await rows(
      tx,
      `INSERT INTO platform.outgoing_mail (dedupe_key, template, recipient, recipient_person_id, subject,
         body_text, body_html, calendar, calendar_method, created_at, about_id, unsubscribe_url, secret)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`,
      [
        mail.dedupeKey,
        storedTemplate(mail.template),
        mail.recipient,
        mail.recipientPersonId ?? null,
        mail.subject,
        this.views.render(`${mail.template}.text`, context),
        this.views.render(mail.template, context),
        mail.calendar?.body ?? null,
        mail.calendar?.method ?? null,
        this.clock.now(),
        mail.aboutId ?? null,
        mail.unsubscribeUrl ?? null,
        mail.secret ?? false,
      ],
    );
    return written.length > 0;
  }

  /** Which of these keys a mail was queued with before. */
  async known(keys: readonly string[]): Promise<Set<string>> {
    const found = await this.database.rows<{ key: string }>(
      'SELECT dedupe_key AS key FROM platform.outgoing_mail WHERE dedupe_key = ANY ($1)',
      [keys],
    );
    return new Set(found.map(({ key }) => key));
  }

  /** Ids of the mails that were queued with these keys, by key. */
  async idsOf(keys: readonly string[]): Promise<Map<string, string>> {
    const found = await this.database.rows<{ key: string; id: string }>(
      'SELECT dedupe_key AS key, id FROM platform.outgoing_mail WHERE dedupe_key = ANY ($1)',
      [keys],
    );
    return new Map(found.map(({ key, id }) => [key, id]));
  }

  /** Forgets mails that went, or never will; what still waits stays. */
  @Forgets({
    kind: 'platform.mails',
    days: 365,
    least: 90,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, created_at AS at FROM platform.outgoing_mail
        WHERE created_at < ${before} AND (sent_at IS NOT NULL OR failed_at IS NOT NULL)`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM platform.outgoing_mail WHERE id = ANY ($1)', [ids]);
  }

  /** What was sent to a person, the first first: subject, address and moment; without the texts. */
  async sentTo(
    tx: EntityManager,
    personId: string,
  ): Promise<{ subject: string; to: string; sentAt: Date | null }[]> {
    return rows(
      tx,
      `SELECT subject, recipient AS "to", sent_at AS "sentAt" FROM platform.outgoing_mail
        WHERE recipient_person_id = $1 ORDER BY created_at, id LIMIT 5000`,
      [personId],
    );
  }

  /**
   * Deletes all mails to these people, sent or not: by the person they were addressed to, and by the
   * addresses that the caller knows to be theirs.
   */
  async forget(
    tx: EntityManager,
    recipients: { personIds: readonly string[]; addresses: readonly string[] },
  ): Promise<void> {
    await rows(
      tx,
      `DELETE FROM platform.outgoing_mail
        WHERE recipient_person_id = ANY ($1) OR recipient = ANY ($2)`,
      [recipients.personIds, recipients.addresses],
    );
  }
}
