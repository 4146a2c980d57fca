import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { MessagePreferences } from '@academie/enrolment';
import {
  CheckBeforeMail,
  type JournalEvent,
  Mail,
  OnJournal,
  type QueuedMail,
  rows,
  t,
} from '@academie/platform';

const TEMPLATE = 'elearning/following/mails/learning-reminder';
/** What people refuse when they want no reminders; the same as those before a session. */
const TOPIC = 'reminders';

interface Reminded {
  personId: string;
  name: string;
  email: string;
  offeringId: string;
  courseTitle: string;
  isBegun: boolean;
}

/** Writes the mail of a reminder, unless its reader wants none or has finished meanwhile. */
@Injectable()
export class ReminderMails {
  constructor(
    private readonly mail: Mail,
    private readonly preferences: MessagePreferences,
  ) {}

  @OnJournal('elearning.reminders', 'learning.reminded')
  async handle(tx: EntityManager, event: JournalEvent<'learning.reminded'>): Promise<void> {
    const [reminded] = await rows<Reminded>(
      tx,
      `SELECT n.id AS "personId", n.name, a.address AS email, p.offering_id AS "offeringId",
              o.course_title AS "courseTitle", l.enrolment_id IS NOT NULL AS "isBegun"
         FROM enrolment.held_place p
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
         JOIN people.person_name n ON n.id = p.person_id AND n.status IN ('active', 'invited', 'guest')
         JOIN people.primary_address a ON a.person_id = n.id
         LEFT JOIN elearning.learning l ON l.enrolment_id = p.id
        WHERE p.id = $1 AND p.state = 'enrolled' AND l.finished_at IS NULL`,
      [event.subjectId],
    );
    if (!reminded) return;
    const { personId, email, offeringId, ...facts } = reminded;
    if ((await this.preferences.refused(personId)).includes(TOPIC)) return;
    await this.mail.queue(tx, {
      dedupeKey: `learning-reminder:${event.subjectId}:${event.id}`,
      template: TEMPLATE,
      recipient: email,
      recipientPersonId: personId,
      aboutId: offeringId,
      subject: t('elearning.following.mail-subject', { course: facts.courseTitle }),
      context: { ...facts, enrolmentId: event.subjectId },
      unsubscribeUrl: await this.preferences.unsubscribeUrl(tx, personId, TOPIC),
    });
  }

  /** Who finished while the mail waited hears nothing. */
  @CheckBeforeMail(TEMPLATE)
  async isStillTrue(tx: EntityManager, { dedupeKey }: QueuedMail): Promise<boolean> {
    const found = await rows(
      tx,
      `SELECT 1 FROM enrolment.held_place p LEFT JOIN elearning.learning l ON l.enrolment_id = p.id
        WHERE p.id = $1 AND p.state = 'enrolled' AND l.finished_at IS NULL`,
      [dedupeKey.split(':')[1]],
    );
    return found.length > 0;
  }
}
