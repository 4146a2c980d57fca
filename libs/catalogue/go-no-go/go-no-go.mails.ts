import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, Mail, OnJournal, rows, t } from '@academie/platform';

import { answersFor } from '../course/theme-scope';
import { dateRangeText } from '../offering/date-range-text';

interface Asked {
  personId: string;
  name: string;
  email: string;
  courseTitle: string;
  startsAt: Date | null;
  endsAt: Date | null;
  minimum: number;
  taken: number;
}

/** Asks the organiser, or else the leads of the theme, whether an offering with too few people is given. */
@Injectable()
export class GoNoGoMails {
  constructor(private readonly mail: Mail) {}

  @OnJournal('catalogue.decisions', 'decision.asked')
  async handle(tx: EntityManager, event: JournalEvent<'decision.asked'>): Promise<void> {
    const asked = await rows<Asked>(
      tx,
      `SELECT p.id AS "personId", p.name, p.address AS email,
              c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.minimum,
              o.seats_taken + o.overbooked AS taken
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
         CROSS JOIN LATERAL ${answersFor('o')} p
        WHERE o.id = $1 AND o.status = 'published' ORDER BY p.id`,
      [event.subjectId],
    );
    for (const { personId, email, ...facts } of asked)
      await this.mail.queue(tx, {
        dedupeKey: `${event.subjectId}:decision-asked:${event.id}:${personId}`,
        template: 'catalogue/go-no-go/mails/decision-asked',
        recipient: email,
        recipientPersonId: personId,
        aboutId: event.subjectId,
        subject: t('catalogue.decision.subject', { course: facts.courseTitle }),
        context: {
          ...facts,
          offeringId: event.subjectId,
          when:
            facts.startsAt && facts.endsAt
              ? dateRangeText(facts.startsAt, facts.endsAt)
              : undefined,
        },
      });
  }
}
