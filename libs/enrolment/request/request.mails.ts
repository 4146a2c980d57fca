import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { dateRangeText } from '@academie/catalogue';
import { type JournalEvent, Mail, OnJournal, rows, t } from '@academie/platform';

import { ApproverQueries } from './approver.queries';

interface Asked {
  offeringId: string;
  enrolmentId: string;
  personName: string;
  organisationName: string | null;
  courseTitle: string;
  courseSlug: string;
  startsAt: Date | null;
  endsAt: Date | null;
  decideBy: Date;
}

/** Asks those who decide for a decision, and reminds them once. */
@Injectable()
export class RequestMails {
  constructor(
    private readonly mail: Mail,
    private readonly approvers: ApproverQueries,
  ) {}

  @OnJournal('enrolment.requests', 'enrolment.requested', 'approval.reminded')
  async handle(tx: EntityManager, event: JournalEvent): Promise<void> {
    // Decided on in the meantime: nobody has to be asked any more.
    const [asked] = await rows<Asked>(
      tx,
      `SELECT e.id AS "enrolmentId", e.offering_id AS "offeringId", p.name AS "personName",
              g.short_name AS "organisationName", c.title AS "courseTitle", c.slug AS "courseSlug",
              o.starts_at AS "startsAt", o.ends_at AS "endsAt", e.decide_by AS "decideBy"
         FROM enrolment.enrolment e JOIN people.person_name p ON p.id = e.person_id
         LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
         JOIN catalogue.offering o ON o.id = e.offering_id JOIN catalogue.course c ON c.id = o.course_id
        WHERE e.id = $1 AND e.state = 'requested'`,
      [event.subjectId],
    );
    if (!asked) return;
    const reminder = event.action === 'approval.reminded';
    const { startsAt, endsAt } = asked;
    for (const { personId, name, email } of await this.approvers.deciders(tx, event.subjectId))
      await this.mail.queue(tx, {
        dedupeKey: `${asked.enrolmentId}:approval-asked:${event.id}:${personId}`,
        template: 'enrolment/request/mails/approval-asked',
        recipient: email,
        recipientPersonId: personId,
        aboutId: asked.offeringId,
        subject: t(`enrolment.request-mail.${reminder ? 'reminder' : 'asked'}`, {
          course: asked.courseTitle,
        }),
        context: {
          ...asked,
          name,
          reminder,
          when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : undefined,
        },
      });
  }
}
