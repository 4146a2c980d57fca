import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf, Job, laterDay, Mail, rows, t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';

/** Long enough to find a place in a course that is given a few times a year. */
export const DAYS_AHEAD = 60;

interface Expiring {
  id: string;
  personId: string;
  name: string;
  email: string;
  courseTitle: string;
  courseSlug: string;
  validUntil: string;
}

/** Tells people once that a certificate is about to expire, so that they can renew it in time. */
@Injectable()
export class CertificateReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
  ) {}

  /** Every day; a mail that was sent is never sent again. Who must renew it hears so of the duty. */
  @Job('30 7 * * *', 'attendance.expiring-certificates')
  run(): Promise<void> {
    return this.database.transaction(async (tx) => {
      const today = dayOf(this.clock.now());
      const expiring = await rows<Expiring>(
        tx,
        `SELECT k.id, p.id AS "personId", p.name, a.address AS email,
                o.title AS "courseTitle", o.slug AS "courseSlug", k.valid_until::text AS "validUntil"
           FROM attendance.certificate k
           JOIN attendance.completion c ON c.id = k.completion_id
           JOIN catalogue.course o ON o.id = c.course_id
           JOIN people.person_name h ON h.id = c.person_id
           JOIN people.person_name p ON p.id = coalesce(h.merged_into, h.id) AND p.status = 'active'
           JOIN people.primary_address a ON a.person_id = p.id
          WHERE k.status = 'issued' AND k.valid_until BETWEEN $1 AND $2
            AND NOT EXISTS (SELECT FROM attendance.duty d
                             WHERE d.person_id = p.id AND d.course_id = c.course_id AND d.state = 'open')
            AND NOT EXISTS (SELECT FROM platform.outgoing_mail m
                             WHERE m.dedupe_key = 'certificate:' || k.id || ':expiring')
          ORDER BY k.valid_until, k.id LIMIT 1000`,
        [today, laterDay(today, DAYS_AHEAD)],
      );
      for (const { id, personId, email, validUntil, ...facts } of expiring)
        await this.mail.queue(tx, {
          dedupeKey: `certificate:${id}:expiring`,
          template: 'attendance/certificate-reminder/mails/certificate-expiring',
          recipient: email,
          recipientPersonId: personId,
          subject: t('attendance.certificate.expiring-subject', { course: facts.courseTitle }),
          context: { ...facts, certificateId: id, day: dayText(validUntil) },
        });
    });
  }
}
