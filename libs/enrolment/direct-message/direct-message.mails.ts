import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, Mail, OnJournal, rows } from '@academie/platform';

import { EnrolmentMailQueries } from '../message/enrolment-mail.queries';
import { paragraphsOf } from '../message/message-text';
import type { MessageAudience } from './direct-message.entity';
import { DirectMessageQueries } from './direct-message.queries';

interface Written {
  offeringId: string;
  audience: MessageAudience;
  enrolmentId: string | null;
  asksComing: boolean;
  subject: string;
  body: string;
  sender: string;
}

/** The key of the mail about a message to one enrolment. */
export const mailKey = (messageId: string, enrolmentId: string): string =>
  `direct-message:${messageId}:${enrolmentId}`;

/** Writes the mails of a message: one for each of its readers, to be read again in Mijn academie. */
@Injectable()
export class DirectMessageMails {
  constructor(
    private readonly mail: Mail,
    private readonly queries: DirectMessageQueries,
    private readonly facts: EnrolmentMailQueries,
  ) {}

  @OnJournal('enrolment.direct-messages', 'message.sent')
  async handle(tx: EntityManager, event: JournalEvent<'message.sent'>): Promise<void> {
    const [message] = await rows<Written>(
      tx,
      `SELECT m.offering_id AS "offeringId", m.audience, m.enrolment_id AS "enrolmentId",
              m.asks_coming AS "asksComing", m.subject, m.body, p.name AS sender
         FROM enrolment.direct_message m JOIN people.person_name p ON p.id = m.sender_id
        WHERE m.id = $1`,
      [event.subjectId],
    );
    if (!message) return;
    const { offeringId, audience, enrolmentId } = message;
    const readers = await this.queries.readers(offeringId, audience, enrolmentId, tx);
    const all = await this.facts.ofEnrolments(tx, readers);
    for (const facts of all)
      await this.mail.queue(tx, {
        dedupeKey: mailKey(event.subjectId, facts.enrolmentId),
        template: 'enrolment/direct-message/mails/direct-message',
        recipient: facts.attendee.email,
        recipientPersonId: facts.personId,
        aboutId: offeringId,
        subject: message.subject,
        context: {
          name: facts.attendee.name,
          extra: paragraphsOf(message.body),
          sender: message.sender,
          courseTitle: facts.courseTitle,
          sessions: facts.sessions.map((session) => ({ ...session, onlineUrl: null })),
          ownPage: facts.ownPage,
          asksComing: message.asksComing,
        },
      });
    await rows(tx, 'UPDATE enrolment.direct_message SET recipients = $2 WHERE id = $1', [
      event.subjectId,
      all.length,
    ]);
  }
}
