import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';

import { Clock } from '../time/clock';
import { CONFIG, type Config } from '../config/config';
import { Database, rows } from '../database/database';
import { t } from '../pages/i18n';
import { MailChecks } from './mail-checks';

const PAUSE_MS = 1000;
const MAX_ATTEMPTS = 8;
/** What stands in `last_error` of a mail that was no longer true when it could go. */
export const WITHDRAWN = 'withdrawn';

interface MailRow {
  id: string;
  template: string;
  dedupe_key: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  calendar: string | null;
  calendar_method: string | null;
  unsubscribe_url: string | null;
  attempts: number;
  secret: boolean;
}

/** Takes mail out of the outbox and hands it to the mail server; any number may run at once. */
@Injectable()
export class MailDelivery implements BeforeApplicationShutdown {
  private readonly log = new Logger('mail');
  private readonly transport: Transporter | undefined;
  private running: Promise<void> | undefined;
  private draining: Promise<number> | undefined;
  private stopping = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly checks: MailChecks,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    if (config.smtpUrl) this.transport = createTransport(config.smtpUrl, { from: config.mailFrom });
  }

  /** Without a mail server (demo) mail stays in the outbox, where the outbox page shows it. */
  start(): void {
    if (this.transport) this.running ??= this.loop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    // A mail that is under way is written down as sent before the database goes (its connections are
    // closed in onApplicationShutdown, in the middle of a transaction too).
    await Promise.allSettled([this.running, this.draining]);
    this.transport?.close();
  }

  /** Sends what is due; returns how many rows were looked at. */
  sendPending(): Promise<number> {
    const draining = this.sendDue();
    this.draining = draining;
    return draining;
  }

  private async sendDue(): Promise<number> {
    let seen = 0;
    while (!this.stopping && (await this.sendOne())) seen += 1;
    return seen;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.sendPending();
      } catch (error) {
        this.log.error(error instanceof Error ? error.message : String(error));
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, PAUSE_MS).unref();
      });
    }
  }

  // The row stays locked while the mail server answers, so no other worker sends it too. The
  // Message-ID is the row's id: a mail repeated after a crash is recognised as the same one.
  private sendOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const [mail] = await rows<MailRow>(
        tx,
        `SELECT id, template, dedupe_key, recipient, subject, body_text, body_html, calendar, calendar_method,
                unsubscribe_url, attempts, secret
           FROM platform.outgoing_mail
          WHERE sent_at IS NULL AND failed_at IS NULL AND (not_before IS NULL OR not_before <= $1)
          ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [now],
      );
      if (!mail || !this.transport) return false;
      if (!(await this.checks.shouldSend(tx, { ...mail, dedupeKey: mail.dedupe_key }))) {
        await rows(
          tx,
          'UPDATE platform.outgoing_mail SET failed_at = $2, last_error = $3 WHERE id = $1',
          [mail.id, now, WITHDRAWN],
        );
        return true;
      }
      try {
        await this.transport.sendMail({
          to: mail.recipient,
          subject: mail.subject,
          text: mail.body_text,
          html: mail.body_html,
          messageId: `<${mail.id}@${new URL(this.config.publicUrl).hostname}>`,
          ...calendarParts(mail),
          headers: {
            ...WRITTEN_BY_A_MACHINE,
            ...(mail.unsubscribe_url && unsubscribeHeaders(mail.unsubscribe_url)),
          },
        });
        await rows(tx, 'UPDATE platform.outgoing_mail SET sent_at = $2 WHERE id = $1', [
          mail.id,
          now,
        ]);
        await forgetSecret(tx, mail);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.log.warn(`mail ${mail.id} was not taken: ${message}`);
        const last = mail.attempts + 1 >= MAX_ATTEMPTS;
        await rows(
          tx,
          `UPDATE platform.outgoing_mail
              SET attempts = attempts + 1, last_error = $2, not_before = $3, failed_at = $4 WHERE id = $1`,
          [
            mail.id,
            message.slice(0, 500),
            new Date(now.getTime() + 2 ** mail.attempts * 60_000),
            last ? now : null,
          ],
        );
        if (last) await forgetSecret(tx, mail);
      }
      return true;
    });
  }
}

// A person who reads the database, or the list of messages later, does not get in by a link that was mailed.
async function forgetSecret(tx: EntityManager, mail: MailRow): Promise<void> {
  if (!mail.secret) return;
  const gone = t('platform.mail.secret-gone');
  await rows(tx, 'UPDATE platform.outgoing_mail SET body_text = $2, body_html = $3 WHERE id = $1', [
    mail.id,
    gone,
    `<!DOCTYPE html><html lang="nl"><title>${mail.subject.replace(/[<&]/g, '')}</title><p>${gone}</p></html>`,
  ]);
}

// An invitation may speak of one appointment only (RFC 5546, section 3.2.2), so a mail about several
// sessions holds several: the first where calendar programs look for it, the others as files.
function calendarParts({ calendar, calendar_method }: MailRow): Partial<SendMailOptions> {
  if (!calendar) return {};
  const method = calendar_method ?? 'REQUEST';
  const [first = '', ...others] = calendar.split(/(?<=END:VCALENDAR\r\n)/);
  return {
    icalEvent: { method, content: first },
    attachments: others.map((content, index) => ({
      filename: `sessie-${index + 2}.ics`,
      content,
      contentType: `text/calendar; charset=utf-8; method=${method}`,
    })),
  };
}

/**
 * Keeps absence notices and the like from answering: RFC 3834, section 5, and for Exchange its own
 * ([MS-OXCMAIL] 2.1.3.2.20). Not `All`, which would also keep back that a mail could not be delivered.
 */
const WRITTEN_BY_A_MACHINE = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
};

/** With these a mail program shows a button of its own, which asks nothing further (RFC 8058). */
const unsubscribeHeaders = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
