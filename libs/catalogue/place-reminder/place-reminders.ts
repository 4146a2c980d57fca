import { Injectable } from '@nestjs/common';

import { Clock, Database, Job, longDate, Mail, rows, t } from '@academie/platform';

import { answersFor } from '../course/theme-scope';

/** Days before the first session without a place on which its organiser hears of it; once each. */
const DAYS_BEFORE = [14, 3] as const;
const DAY_MS = 86_400_000;

interface Placeless {
  offeringId: string;
  courseTitle: string;
  /** Of the first session without a place. */
  startsAt: Date;
  personId: string;
  name: string;
  email: string;
}

/** Reminds who answers for an offering on location that people still do not know where to go. */
@Injectable()
export class PlaceReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
  ) {}

  /** Every day; a reminder that was sent is never sent again. */
  @Job('45 7 * * *', 'catalogue.missing-places')
  run(): Promise<void> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const placeless = await rows<Placeless>(
        tx,
        `SELECT o.id AS "offeringId", c.title AS "courseTitle", s.starts_at AS "startsAt",
                p.id AS "personId", p.name, p.address AS email
           FROM (SELECT offering_id, min(starts_at) AS starts_at FROM catalogue.session
                  WHERE status = 'planned' AND location_id IS NULL AND starts_at > $1 AND starts_at <= $2
                  GROUP BY offering_id) s
           JOIN catalogue.offering o ON o.id = s.offering_id
            AND o.mode IN ('in_person', 'hybrid') AND o.status IN ('published', 'confirmed', 'running')
           JOIN catalogue.course c ON c.id = o.course_id
           CROSS JOIN LATERAL ${answersFor('o')} p
          ORDER BY s.starts_at, o.id, p.id LIMIT 1000`,
        [now, new Date(now.getTime() + DAYS_BEFORE[0] * DAY_MS)],
      );
      for (const { offeringId, personId, email, startsAt, ...facts } of placeless) {
        const left = (startsAt.getTime() - now.getTime()) / DAY_MS;
        const stage = DAYS_BEFORE.findLast((days) => left <= days);
        await this.mail.queue(tx, {
          dedupeKey: `${offeringId}:place-missing:${startsAt.toISOString()}:${stage}:${personId}`,
          template: 'catalogue/place-reminder/mails/place-missing',
          recipient: email,
          recipientPersonId: personId,
          aboutId: offeringId,
          subject: t('catalogue.place.missing-subject', { course: facts.courseTitle }),
          context: { ...facts, offeringId, day: longDate(startsAt) },
        });
      }
    });
  }
}
