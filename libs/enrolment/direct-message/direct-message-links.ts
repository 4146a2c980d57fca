import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { addDays, Clock, Database, shortDate, t } from '@academie/platform';

import { type EnrolmentLink, LinksOnEnrolments } from '../mine/enrolment-links';
import { MAIL_KEY } from './direct-message.mails';

/** A message older than this is no news. */
const NEWS_DAYS = 14;

interface LastMessage {
  enrolmentId: string;
  mailId: string;
  createdAt: Date;
  asks: boolean;
}

/** Puts the last message of a trainer or organiser beside the enrolment it is about. */
@Injectable()
export class DirectMessageLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @LinksOnEnrolments()
  async of(actor: Actor, enrolmentIds: readonly string[]): Promise<Map<string, EnrolmentLink>> {
    const found = await this.database.rows<LastMessage>(
      `SELECT DISTINCT ON (e.id) e.id AS "enrolmentId", o.id AS "mailId", m.created_at AS "createdAt",
              m.asks_coming AND e.coming_at IS NULL AS asks
         FROM enrolment.enrolment e
         JOIN enrolment.direct_message m ON m.offering_id = e.offering_id AND m.created_at > $3
         JOIN platform.outgoing_mail o ON o.dedupe_key = ${MAIL_KEY}
        WHERE e.id = ANY ($1) AND e.person_id = $2 AND o.recipient_person_id = $2
        ORDER BY e.id, m.created_at DESC, m.id DESC`,
      [enrolmentIds, actor.id, addDays(this.clock.now(), -NEWS_DAYS)],
    );
    return new Map(
      found.map(({ enrolmentId, mailId, createdAt, asks }) => [
        enrolmentId,
        asks
          ? {
              label: t('enrolment.direct-message.say-coming'),
              href: `/mijn/inschrijvingen/${enrolmentId}`,
            }
          : {
              label: t('enrolment.direct-message.of-day', { day: shortDate(createdAt) }),
              href: `/mijn/berichten/${mailId}`,
            },
      ]),
    );
  }
}
