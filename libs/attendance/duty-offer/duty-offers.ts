import { Injectable } from '@nestjs/common';

import { EarlyOffers } from '@academie/enrolment';
import { addDays, Clock, Database, dayOf, Job, rows } from '@academie/platform';

import { stillOpen } from '../duty-mine/duty-next-step';

/** From so many days before a duty is due. */
const DAYS_AHEAD = 60;
/** For so long a seat is kept. */
const DAYS_KEPT = 7;
const PAGE = 200;

interface Due {
  id: string;
  personId: string;
  courseId: string;
  organisationId: string | null;
  dueOn: string;
}

/**
 * Offers seats to people whose duty is due soon or late, as many in each offering as its organiser allows
 * (docs/decisions/0180).
 */
@Injectable()
export class DutyOffers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly early: EarlyOffers,
  ) {}

  /** Every morning after the reminders, the first due first. Returns how many seats were offered. */
  @Job('40 7 * * *', 'attendance.duty-offers')
  async run(): Promise<number> {
    let offered = 0;
    let after: Due | undefined;
    for (;;) {
      const page = await this.due(after);
      for (const duty of page) if (await this.offer(duty)) offered += 1;
      after = page.at(-1);
      if (page.length < PAGE || !after) return offered;
    }
  }

  // Only where seats may be offered: the rest of the duties, which are most, cost nothing.
  private due(after: Due | undefined): Promise<Due[]> {
    const now = this.clock.now();
    return this.database.rows<Due & Record<string, unknown>>(
      `SELECT d.id, d.person_id AS "personId", d.course_id AS "courseId",
              d.organisation_id AS "organisationId", d.due_on::text AS "dueOn"
         FROM attendance.duty d JOIN people.person_name p ON p.id = d.person_id AND p.status = 'active'
        WHERE d.state = 'open' AND d.due_on <= $1::date + ${DAYS_AHEAD}
          AND EXISTS (SELECT FROM catalogue.coming_offering o
                       WHERE o.course_id = d.course_id AND o.duty_seats > 0 AND o.free_seats > 0
                         AND ${stillOpen('o', '$2')})
          AND NOT EXISTS (SELECT FROM enrolment.held_place h
                            JOIN catalogue.course_of_offering k ON k.offering_id = h.offering_id
                           WHERE h.person_id = d.person_id AND h.state = 'enrolled' AND k.course_id = d.course_id)
          AND ($3::date IS NULL OR (d.due_on, d.id) > ($3, $4::uuid))
        ORDER BY d.due_on, d.id LIMIT ${PAGE}`,
      [dayOf(now), now, after?.dueOn ?? null, after?.id ?? null],
    );
  }

  // One offering after the other, each in a transaction of its own: it locks the offering.
  private async offer(duty: Due): Promise<boolean> {
    for (const offeringId of await this.offerings(duty)) {
      const id = await this.database.transaction(async (tx) => {
        // Whoever did it, or was let off, meanwhile gets none.
        const [open] = await rows(
          tx,
          `SELECT 1 FROM attendance.duty WHERE id = $1 AND state = 'open' FOR SHARE`,
          [duty.id],
        );
        if (!open) return undefined;
        return this.early.offer(tx, {
          offeringId,
          personId: duty.personId,
          organisationId: duty.organisationId,
          until: addDays(this.clock.now(), DAYS_KEPT),
        });
      });
      if (id) return true;
    }
    return false;
  }

  // Before it is due; of what is late, whatever comes next. What the person stands in, or said no to, enrolment
  // knows.
  private async offerings({ courseId, personId, dueOn }: Due): Promise<string[]> {
    const now = this.clock.now();
    const found = await this.database.rows<{ id: string }>(
      `SELECT o.id FROM catalogue.coming_offering o
        WHERE o.course_id = $1 AND NOT o.is_self_paced AND o.duty_seats > 0 AND o.free_seats > 0
          AND o.gives_at_once AND ${stillOpen('o', '$3')} AND o.starts_at > $3::timestamptz + interval '2 days'
          AND ($4::date < $5::date OR (o.ends_at AT TIME ZONE 'Europe/Amsterdam')::date <= $4::date)
          AND catalogue.admits(o.id, $2, $5::date)
        ORDER BY o.starts_at, o.id LIMIT 5`,
      [courseId, personId, now, dueOn, dayOf(now)],
    );
    return found.map(({ id }) => id);
  }
}
