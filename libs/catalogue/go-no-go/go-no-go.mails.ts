import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, Mail, OnJournal, rows, t } from '@academie/platform';

import { leadersOfCourse } from '../course/theme-scope';
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
      `WITH offering AS (
         SELECT * FROM catalogue.offering WHERE id = $1 AND status = 'published'
       ), candidate AS (
         SELECT o.organiser_id AS person_id, 1 AS rank FROM offering o WHERE o.organiser_id IS NOT NULL
         UNION SELECT l.person_id, 2 FROM offering o, LATERAL ${leadersOfCourse('o.course_id')} l
         UNION SELECT g.person_id, 3 FROM people.role_held g
          WHERE g.role = 'administrator'
       ), able AS (
         SELECT c.* FROM candidate c JOIN people.person_name p ON p.id = c.person_id AND p.status = 'active'
       )
       SELECT p.id AS "personId", p.name, a.address AS email,
              c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.minimum,
              o.seats_taken + o.overbooked AS taken
         FROM able JOIN people.person_name p ON p.id = able.person_id
         JOIN people.primary_address a ON a.person_id = p.id
         CROSS JOIN offering o JOIN catalogue.course c ON c.id = o.course_id
        WHERE able.rank = (SELECT min(rank) FROM able) ORDER BY p.id`,
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
