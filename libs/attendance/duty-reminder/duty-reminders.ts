import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, Job, Mail, rows, t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';
import { nextDates } from './next-dates';

/**
 * Days before it is due on which somebody hears of it; -1 is the day after. The first one comes early enough
 * to find a seat in a course that is given a few times a year.
 */
export const STEPS = [60, 30, 7, 0, -1] as const;
/** Somebody who gets a duty for the first time hears of it at once. */
const NEW = 'new';
const BATCH = 500;

interface Due {
  id: string;
  step: string;
  /** The step that goes by the days that are left. */
  passed: string | null;
  personId: string;
  email: string;
  courseId: string;
  courseTitle: string;
  courseSlug: string;
  dueOn: string;
  why: string;
  /** A place in it lies ahead: no seats are named then. */
  hasPlace: boolean;
}

/** Tells people what they must follow: when it begins, before it is due, on the day and after it. */
@Injectable()
export class DutyReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
  ) {}

  /**
   * Every morning, a part at a time. A step that was taken is a row, so that each is taken once for each time,
   * also when the mail itself is long gone. Of steps that were missed only the last is mailed.
   */
  @Job('10 7 * * *', 'attendance.duty-reminders')
  async run(): Promise<void> {
    while (await this.database.transaction((tx) => this.remind(tx)));
  }

  private async remind(tx: EntityManager): Promise<boolean> {
    const now = this.clock.now();
    const due = await rows<Due>(tx, DUE, [dayOf(now), STEPS]);
    for (const one of due) {
      const {
        id,
        step,
        passed: _passed,
        personId,
        email,
        dueOn,
        courseId,
        hasPlace,
        ...facts
      } = one;
      const day = dayText(dueOn);
      const dates = hasPlace ? [] : await nextDates(tx, courseId, personId, now);
      await this.mail.queue(tx, {
        dedupeKey: `duty:${id}:${step}`,
        template: 'attendance/duty-reminder/mails/duty-due',
        recipient: email,
        recipientPersonId: personId,
        subject: t(`attendance.duty.mail.subject-${wordOf(step)}`, {
          course: one.courseTitle,
          day,
        }),
        context: {
          ...facts,
          dutyId: id,
          day,
          told: t(`attendance.duty.mail.told-${wordOf(step)}`, { course: one.courseTitle, day }),
          hasPlace,
          dates,
        },
      });
    }
    // Hearing that it is new makes up for the step that it is due by then.
    const taken = due.flatMap(({ id, step, passed }) =>
      [step, ...(passed === null || passed === step ? [] : [passed])].map((one) => ({
        id,
        step: one,
      })),
    );
    await rows(
      tx,
      `INSERT INTO attendance.duty_reminder (duty_id, step, sent_at)
       SELECT id, step, $3 FROM unnest($1::uuid[], $2::text[]) AS s (id, step) ON CONFLICT DO NOTHING`,
      [taken.map(({ id }) => id), taken.map(({ step }) => step), now],
    );
    return due.length === BATCH;
  }
}

// The latest step that is due, unless it was taken; who gets a duty for the first time hears that it is new. Who
// cannot be reached is left out.
const DUE = `
  SELECT d.id, s.step, s.passed, p.id AS "personId", a.address AS email, d.course_id AS "courseId",
         c.title AS "courseTitle", c.slug AS "courseSlug", d.due_on::text AS "dueOn", r.why,
         EXISTS (SELECT FROM enrolment.held_place h JOIN catalogue.course_of_offering o ON o.offering_id = h.offering_id
                  WHERE h.person_id = p.id AND h.state = 'enrolled' AND o.course_id = d.course_id) AS "hasPlace"
    FROM attendance.duty d
    JOIN attendance.duty_rule r ON r.id = d.rule_id
    JOIN catalogue.known_course c ON c.id = d.course_id
    JOIN people.person_name p ON p.id = d.person_id AND p.status IN ('active', 'invited')
    JOIN people.primary_address a ON a.person_id = p.id
   CROSS JOIN LATERAL (
     SELECT n.passed, CASE WHEN n.passed IS DISTINCT FROM '-1'
       AND NOT EXISTS (SELECT FROM attendance.duty_reminder m WHERE m.duty_id = d.id)
       AND NOT EXISTS (SELECT FROM attendance.duty b WHERE b.person_id = d.person_id AND b.course_id = d.course_id
                          AND b.state IN ('completed', 'waived')) THEN '${NEW}' ELSE n.passed END AS step
       FROM (SELECT min(one)::text AS passed FROM unnest($2::integer[]) AS one WHERE d.due_on - $1::date <= one) n) s
   WHERE d.state = 'open' AND s.step IS NOT NULL
     AND NOT EXISTS (SELECT FROM attendance.duty_reminder m WHERE m.duty_id = d.id AND m.step = s.step)
   ORDER BY d.due_on, d.id LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED`;

const wordOf = (step: string): string =>
  step === NEW ? NEW : step === '0' ? 'today' : step === '-1' ? 'late' : 'ahead';
