import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { addDays, Clock, Database, Mail, shortDate, t } from '@academie/platform';

import { type EnrolmentLink, LinksOnEnrolments } from '../mine/enrolment-links';
import { mailKey } from './direct-message.mails';

/** A message older than this is no news. */
const NEWS_DAYS = 14;

interface SentToOne {
  enrolmentId: string;
  messageId: string;
  createdAt: Date;
  asks: boolean;
}

/** Puts the last message of a trainer or organiser beside the enrolment it is about. */
@Injectable()
export class DirectMessageLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
  ) {}

  @LinksOnEnrolments({ when: 'news' })
  async of(actor: Actor, enrolmentIds: readonly string[]): Promise<Map<string, EnrolmentLink>> {
    const found = await this.database.rows<SentToOne>(
      `SELECT e.id AS "enrolmentId", m.id AS "messageId", m.created_at AS "createdAt",
              m.asks_coming AND e.coming_at IS NULL AS asks
         FROM enrolment.enrolment e
         JOIN enrolment.direct_message m ON m.offering_id = e.offering_id AND m.created_at > $3
        WHERE e.id = ANY ($1) AND e.person_id = $2 ORDER BY m.created_at, m.id LIMIT 200`,
      [enrolmentIds, actor.id, addDays(this.clock.now(), -NEWS_DAYS)],
    );
    if (found.length === 0) return new Map();
    const mails = await this.mail.idsOf(found.map(keyOf));
    // The last one of each enrolment that its person got.
    return new Map(
      found.flatMap((sent) => {
        const mailId = mails.get(keyOf(sent));
        return mailId ? [[sent.enrolmentId, linkTo(sent, mailId)] as const] : [];
      }),
    );
  }
}

const keyOf = ({ messageId, enrolmentId }: SentToOne): string => mailKey(messageId, enrolmentId);

const linkTo = ({ enrolmentId, createdAt, asks }: SentToOne, mailId: string): EnrolmentLink =>
  asks
    ? {
        label: t('enrolment.direct-message.say-coming'),
        href: `/mijn/inschrijvingen/${enrolmentId}`,
      }
    : {
        label: t('enrolment.direct-message.of-day', { day: shortDate(createdAt) }),
        href: `/mijn/berichten/${mailId}`,
      };
