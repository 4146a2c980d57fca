import { Inject, Injectable } from '@nestjs/common';

import {
  CONFIG,
  type Config,
  Database,
  keyOf,
  NotFound,
  type Page,
  pageOf,
} from '@academie/platform';

/** A mail in a list. */
export interface OutboxRow {
  id: string;
  template: string;
  recipient: string;
  subject: string;
  createdAt: Date;
  sentAt: Date | null;
  failedAt: Date | null;
  attempts: number;
}

/** A mail with what is in it. */
export interface OutboxMail extends OutboxRow {
  bodyText: string;
  bodyHtml: string;
  calendar: string | null;
  lastError: string | null;
}

const COLUMNS = `m.id, m.template, m.recipient, m.subject, m.created_at AS "createdAt",
  m.sent_at AS "sentAt", m.failed_at AS "failedAt", m.attempts`;

/**
 * The mails that went out or wait. Outside the demo only those about enrolments can be read: another
 * one may hold a link that opens somebody's account.
 */
@Injectable()
export class OutboxQueries {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Newest first; of one person when given. */
  async list(filter: {
    personId?: string | undefined;
    after?: string | undefined;
    limit: number;
  }): Promise<Page<OutboxRow>> {
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<OutboxRow & { key: string }>(
      `SELECT ${COLUMNS}, m.created_at::text AS key FROM platform.outgoing_mail m
        WHERE ($1::uuid IS NULL OR (m.recipient_person_id = $1 AND ${this.readable}))
          AND ($2::timestamptz IS NULL OR (m.created_at, m.id) < ($2, $3::uuid))
        ORDER BY m.created_at DESC, m.id DESC LIMIT $4`,
      [filter.personId ?? null, key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => row,
    );
  }

  /** One mail that may be read; of one person when given. @throws NotFound */
  async one(id: string, personId?: string): Promise<OutboxMail> {
    const mail = await this.database.first<OutboxMail>(
      `SELECT ${COLUMNS}, m.body_text AS "bodyText", m.body_html AS "bodyHtml", m.calendar,
              m.last_error AS "lastError"
         FROM platform.outgoing_mail m
        WHERE m.id = $1 AND ($2::uuid IS NULL OR m.recipient_person_id = $2) AND ${this.readable}`,
      [id, personId ?? null],
    );
    if (!mail) throw new NotFound();
    return mail;
  }

  /** Whether the content of a mail may be shown. */
  canRead(mail: Pick<OutboxRow, 'template'>): boolean {
    return this.config.demo || mail.template.startsWith('enrolment/');
  }

  private get readable(): string {
    return this.config.demo ? 'true' : `m.template LIKE 'enrolment/%'`;
  }
}
