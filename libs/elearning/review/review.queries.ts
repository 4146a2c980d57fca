import { Injectable } from '@nestjs/common';

import { givesOffering, leadsCourse } from '@academie/catalogue';
import { type Actor, CountsWork } from '@academie/people';
import { Database, NotFound } from '@academie/platform';

/** A test that waits for somebody to look at it. */
export interface WaitingRow {
  id: string;
  enrolmentId: string;
  courseId: string;
  courseTitle: string;
  personName: string;
  submittedAt: Date;
}

/** Most that a page lists; who has looked at these gets the next. */
const MOST = 50;

/** Tests with open answers, for who manages the course or gives the offering. */
@Injectable()
export class ReviewQueries {
  constructor(private readonly database: Database) {}

  /** The oldest first. */
  waiting(actor: Actor): Promise<WaitingRow[]> {
    return this.find(actor);
  }

  /** How many wait, up to what a page lists. */
  @CountsWork('/beheer/nakijken')
  async count(actor: Actor): Promise<number> {
    const mayReview = actor.is('trainer') || actor.is('theme_lead') || actor.isAdministrator;
    return mayReview ? (await this.waiting(actor)).length : 0;
  }

  /** @throws NotFound also when it was looked at already, or is another's */
  async one(actor: Actor, attemptId: string): Promise<WaitingRow> {
    const [found] = await this.find(actor, attemptId);
    if (!found) throw new NotFound();
    return found;
  }

  private find(actor: Actor, attemptId?: string): Promise<WaitingRow[]> {
    return this.database.rows<WaitingRow>(
      `SELECT t.id, t.enrolment_id AS "enrolmentId", o.course_id AS "courseId",
              o.course_title AS "courseTitle", n.name AS "personName", t.submitted_at AS "submittedAt"
         FROM elearning.attempt t
         JOIN enrolment.held_place p ON p.id = t.enrolment_id
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
         JOIN people.person_name n ON n.id = p.person_id
        WHERE t.submitted_at IS NOT NULL AND t.passed IS NULL AND ($4::uuid IS NULL OR t.id = $4)
          AND ($1 OR ${leadsCourse('o.course_id', '$2')} OR ${givesOffering('o.offering_id', '$3')})
        ORDER BY t.submitted_at, t.id LIMIT ${MOST}`,
      [actor.isAdministrator, actor.ledThemes, actor.id, attemptId ?? null],
    );
  }
}
