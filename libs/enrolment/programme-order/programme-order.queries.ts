import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type OrderedProgramme, ProgrammeQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import { type ChosenDate, type CourseStanding, orderProblem } from './programme-standing';

/** A step of a programme that somebody follows, and that has to come before what they want now. */
export interface StepFirst {
  code: 'too-early' | 'overtakes';
  programme: { slug: string; title: string };
  /** Of which so many are asked. */
  courses: { slug: string; title: string }[];
}

type Found = CourseStanding & { personId: string };

/** Whether somebody keeps the order of the programmes that they follow. */
@Injectable()
export class ProgrammeOrder {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammeQueries,
    private readonly clock: Clock,
  ) {}

  /** What has to come before this date, by a programme that this person follows and whose order is binding. */
  async first(
    date: ChosenDate,
    personId: string,
    tx?: EntityManager,
  ): Promise<StepFirst | undefined> {
    const followed = await this.database.rows<{ id: string }>(
      `SELECT programme_id AS id FROM enrolment.programme_enrolment
        WHERE person_id = $1 AND left_at IS NULL`,
      [personId],
      tx,
    );
    if (followed.length === 0) return undefined;
    const ids = followed.map(({ id }) => id);
    const ordered = await this.programmes.ordered(date.courseId, ids, tx);
    for (const programme of ordered) {
      const found = await this.problemIn(programme, date, personId, tx);
      if (found) return found;
    }
    return undefined;
  }

  /** Which of these people follow a programme at all: of the others there is nothing to ask. */
  async followers(personIds: readonly string[]): Promise<Set<string>> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT person_id AS id FROM enrolment.programme_enrolment
        WHERE person_id = ANY ($1) AND left_at IS NULL`,
      [personIds],
    );
    return new Set(found.map(({ id }) => id));
  }

  /**
   * The best of what these people have in each of these courses. What is confidential is left out for a reader who
   * may not know of it.
   */
  async standings(
    reader: Pick<Actor, 'id'>,
    personIds: readonly string[],
    courseIds: readonly string[],
    tx?: EntityManager,
  ): Promise<Map<string, CourseStanding[]>> {
    if (personIds.length === 0 || courseIds.length === 0) return new Map();
    const found = await this.database.rows<Found>(
      `SELECT DISTINCT ON (e.person_id, c.course_id) e.person_id AS "personId", c.course_id AS "courseId",
              c.offering_id AS "offeringId", e.id AS "enrolmentId", r.standing,
              s.starts_at AS "startsAt", s.ends_at AS "endsAt"
         FROM enrolment.enrolment e
         JOIN catalogue.course_of_offering c ON c.offering_id = e.offering_id
        CROSS JOIN LATERAL (SELECT CASE
            WHEN e.state = 'finished' AND e.outcome IN ('completed', 'waived') THEN 'done'
            WHEN e.state IN ('enrolled', 'offered') THEN 'seated'
            WHEN e.state IN ('waitlisted', 'requested') THEN 'waiting' END AS standing) r
         LEFT JOIN LATERAL (SELECT min(p.starts_at) AS starts_at, max(p.ends_at) AS ends_at
            FROM catalogue.planned_session p WHERE p.offering_id = e.offering_id) s ON true
        WHERE e.person_id = ANY ($1) AND c.course_id = ANY ($2) AND r.standing IS NOT NULL
          AND (e.person_id = $3 OR NOT catalogue.hides(c.offering_id, c.course_id, $3, $4::date))
        ORDER BY e.person_id, c.course_id, array_position(ARRAY['done', 'seated', 'waiting'], r.standing),
              s.starts_at, e.id`,
      [personIds, courseIds, reader.id, dayOf(this.clock.now())],
      tx,
    );
    const byPerson = new Map<string, CourseStanding[]>();
    for (const { personId, ...standing } of found)
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), standing]);
    return byPerson;
  }

  private async problemIn(
    { slug, title, steps }: OrderedProgramme,
    date: ChosenDate,
    personId: string,
    tx: EntityManager | undefined,
  ): Promise<StepFirst | undefined> {
    const courses = steps.flatMap((step) => step.courses.map(({ id }) => id));
    const standings = await this.standings({ id: personId }, [personId], courses, tx);
    const found = orderProblem(steps, standings.get(personId) ?? [], [], date);
    // What became confidential later is not named to who may not know of it.
    const named = found?.step.courses.filter(({ isConfidential }) => !isConfidential);
    return found && { code: found.code, programme: { slug, title }, courses: named ?? [] };
  }
}
