import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';

import { Clock } from '../time/clock';
import { CONFIG, type Config } from '../config/config';
import { Database, rows } from '../database/database';
import { type SpanStart, Tracing } from '../tracing/tracing';
import { inBackground } from '../work/current-work';
import { t } from '../pages/i18n';
import { MailChecks } from './mail-checks';
import { type Failure, failureOf } from './mail-failure';

const PAUSE_MS = 1000;
/** A mail server that does not answer is asked again after this, and not for each of a thousand mails. */
const SERVER_PAUSE_MS = 15_000;
/** The longest time between two attempts. */
const LONGEST_PAUSE_MS = 30 * 60_000;
/** As long as mail servers themselves try (RFC 5321, section 4.5.4.1): one that is away for a day loses nothing. */
const GIVE_UP_MS = 5 * 24 * 3_600_000;
/** How long a mail is kept for the worker that took it: longer than all limits of `SMTP_LIMITS` together. */
const TAKEN_MS = 120_000;
/** How long a process that is asked to stop waits for the mail server. */
const STOP_MS = 6_000;

const SMTP_LIMITS = {
  pool: true,
  maxConnections: 2,
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
};
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
  created_at: Date;
  traceparent: string | null;
}

/** Takes mail out of the outbox and hands it to the mail server; any number may run at once. */
@Injectable()
export class MailDelivery implements BeforeApplicationShutdown {
  private readonly log = new Logger('mail');
  private readonly transport: Transporter | undefined;
  private running: Promise<void> | undefined;
  private draining: Promise<number> | undefined;
  private stopping = false;
  private serverIsAway = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly checks: MailChecks,
    private readonly tracing: Tracing,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    if (config.smtpUrl)
      this.transport = createTransport(
        { url: config.smtpUrl, ...SMTP_LIMITS },
        { from: config.mailFrom },
      );
  }

  /** Without a mail server (demo) mail stays in the outbox, where the outbox page shows it. */
  start(): void {
    if (this.transport) this.running ??= inBackground(() => this.loop());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    // A mail that is under way is written down as sent before the database goes (its connections are
    // closed in onApplicationShutdown, in the middle of a transaction too).
    const cut = setTimeout(() => this.transport?.close(), STOP_MS);
    await Promise.allSettled([this.running, this.draining]);
    clearTimeout(cut);
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
        this.serverIsAway = false;
        this.log.error(error instanceof Error ? error.message : String(error));
      }
      await this.pause(this.serverIsAway ? SERVER_PAUSE_MS : PAUSE_MS);
    }
  }

  // Taken for a while and given to the mail server outside of any transaction: one that does not answer holds
  // nothing in the database. Who takes a mail and dies has sent it or not; it is sent once more when the while
  // is over, with the same Message-ID, by which mail programs know it again. So at least once, and twice only then.
  private async sendOne(): Promise<boolean> {
    const { transport } = this;
    const taken = transport && (await this.take());
    if (!taken) return false;
    if (taken === 'withdrawn') return true;
    const how: SpanStart = {
      kind: 'client',
      parent: taken.traceparent,
      attributes: { 'academie.template': taken.template },
    };
    const failed = await this.tracing
      .around('mail', how, () => transport.sendMail(this.messageOf(taken)))
      .then(
        () => undefined,
        (error: unknown) => failureOf(error),
      );
    // Not known whether it went: nothing is written down, and the while that it is taken for passes.
    if (failed?.kind === 'interrupted' && this.stopping) return false;
    await this.database.transaction((tx) =>
      failed ? this.writeFailed(tx, taken, failed) : this.writeSent(tx, taken),
    );
    this.serverIsAway = failed?.kind === 'server';
    return !this.serverIsAway;
  }

  private take(): Promise<MailRow | 'withdrawn' | undefined> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const [mail] = await rows<MailRow>(
        tx,
        `SELECT id, template, dedupe_key, recipient, subject, body_text, body_html, calendar, calendar_method,
                unsubscribe_url, attempts, secret, created_at, traceparent
           FROM platform.outgoing_mail
          WHERE sent_at IS NULL AND failed_at IS NULL AND (not_before IS NULL OR not_before <= $1)
          ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [now],
      );
      if (!mail) return undefined;
      if (!(await this.checks.shouldSend(tx, { ...mail, dedupeKey: mail.dedupe_key }))) {
        await rows(
          tx,
          'UPDATE platform.outgoing_mail SET failed_at = $2, last_error = $3 WHERE id = $1',
          [mail.id, now, WITHDRAWN],
        );
        return 'withdrawn';
      }
      await rows(tx, 'UPDATE platform.outgoing_mail SET not_before = $2 WHERE id = $1', [
        mail.id,
        new Date(now.getTime() + TAKEN_MS),
      ]);
      return mail;
    });
  }

  private messageOf(mail: MailRow): SendMailOptions {
    return {
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
    };
  }

  private async writeSent(tx: EntityManager, mail: MailRow): Promise<void> {
    await rows(tx, 'UPDATE platform.outgoing_mail SET sent_at = $2 WHERE id = $1', [
      mail.id,
      this.clock.now(),
    ]);
    await forgetSecret(tx, mail);
  }

  private async writeFailed(tx: EntityManager, mail: MailRow, failed: Failure): Promise<void> {
    this.log.warn(`mail ${mail.id} was not taken: ${failed.message}`);
    const now = this.clock.now();
    const isLast =
      failed.kind === 'refused' || now.getTime() - mail.created_at.getTime() > GIVE_UP_MS;
    await rows(
      tx,
      `UPDATE platform.outgoing_mail
          SET attempts = attempts + 1, last_error = $2, not_before = $3, failed_at = $4 WHERE id = $1`,
      [
        mail.id,
        failed.message.slice(0, 500),
        new Date(now.getTime() + Math.min(2 ** mail.attempts * 60_000, LONGEST_PAUSE_MS)),
        isLast ? now : null,
      ],
    );
    if (isLast) await forgetSecret(tx, mail);
  }

  private async pause(milliseconds: number): Promise<void> {
    if (this.stopping) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds).unref();
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
