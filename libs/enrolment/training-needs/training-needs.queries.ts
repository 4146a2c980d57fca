import { Injectable } from '@nestjs/common';

import { seesCourse } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, NotFound } from '@academie/platform';

import { WORKS_THERE } from '../place/enrolment-access';
import { LearnedElsewhere } from '../earlier-learning/learned-elsewhere';

/** How far a course has come among the people it is meant for. */
export interface TrainingNeedRow {
  courseId: string;
  courseTitle: string;
  courseSlug: string;
  /** Names of the functions it is meant for. */
  audiences: string[];
  /** People of the own organisations it is meant for. */
  meant: number;
  done: number;
  planned: number;
}

/** Who asks, and about the people of which organisations. */
export type NeedsReader = Pick<Actor, 'id' | 'coordinatedOrganisations'>;

/** Somebody a course is meant for, and how far that person is. */
export interface ReachPerson {
  id: string;
  givenName: string;
  familyName: string;
  email: string | null;
  organisationName: string;
  functions: string[];
  standing: 'done' | 'planned' | 'missing';
}

// Whom a course is meant for: people of these organisations whose function there is one it names.
// $1 the day, $2 the organisations, $3 the function that is asked for, $4 the course or null, $5 the reader.
const MEANT = `
  SELECT DISTINCT c.id AS course_id, p.id AS person_id
    FROM catalogue.course c
    JOIN people.membership_function f ON f.function_code = ANY (c.audiences)
    JOIN people.job m ON m.id = f.membership_id AND m.organisation_id = ANY ($2) AND ${WORKS_THERE}
    JOIN people.person_name p ON p.id = m.person_id AND p.status IN ('active', 'invited', 'guest')
   WHERE c.status = 'published' AND ${seesCourse('c', '$5', '$1')} AND ($3::text IS NULL OR f.function_code = $3)
     AND ($4::uuid IS NULL OR c.id = $4)`;

// The best of what somebody has in any offering of the course, or learned elsewhere. $6 the courses, $7 the people.
const STANDING = `
  SELECT n.course_id, n.person_id, CASE
           WHEN bool_or(e.state = 'finished' AND e.outcome IN ('completed', 'waived')) OR EXISTS (
             SELECT FROM unnest($6::uuid[], $7::uuid[]) AS l (course_id, person_id)
              WHERE l.course_id = n.course_id AND l.person_id = n.person_id) THEN 'done'
           WHEN bool_or(e.state IN ('requested', 'waitlisted', 'offered', 'enrolled')) THEN 'planned'
           ELSE 'missing' END AS standing
    FROM meant n
    LEFT JOIN catalogue.offering o ON o.course_id = n.course_id
    LEFT JOIN enrolment.enrolment e ON e.offering_id = o.id AND e.person_id = n.person_id
   GROUP BY n.course_id, n.person_id`;

/** Who should go somewhere and does not yet, by what people do at their organisation. */
@Injectable()
export class TrainingNeedsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly elsewhere: LearnedElsewhere,
  ) {}

  /** Courses that are meant for people of the reader's organisations, the least far first. */
  async courses(actor: NeedsReader, functionCode?: string): Promise<TrainingNeedRow[]> {
    return this.database.rows<TrainingNeedRow>(
      `WITH meant AS (${MEANT}), standing AS (${STANDING})
       SELECT c.id AS "courseId", c.title AS "courseTitle", c.slug AS "courseSlug",
              ARRAY(SELECT j.name FROM people.job_function j WHERE j.code = ANY (c.audiences)
                     ORDER BY j.position, j.name) AS audiences,
              count(*)::int AS meant, count(*) FILTER (WHERE s.standing = 'done')::int AS done,
              count(*) FILTER (WHERE s.standing = 'planned')::int AS planned
         FROM standing s JOIN catalogue.course c ON c.id = s.course_id
        GROUP BY c.id
        ORDER BY count(*) FILTER (WHERE s.standing = 'missing') DESC, c.title LIMIT 200`,
      [
        dayOf(this.clock.now()),
        actor.coordinatedOrganisations,
        functionCode ?? null,
        null,
        actor.id,
        ...(await this.learned(actor)),
      ],
    );
  }

  /** One course with its people, those who should go first; at most 500. @throws NotFound */
  async course(
    actor: Actor,
    courseId: string,
    functionCode?: string,
  ): Promise<{ title: string; slug: string; people: ReachPerson[] }> {
    const course = await this.database.first<{ title: string; slug: string }>(
      `SELECT c.title, c.slug FROM catalogue.course c
        WHERE c.id = $1 AND c.status = 'published' AND ${seesCourse('c', '$2', '$3')}`,
      [courseId, actor.id, dayOf(this.clock.now())],
    );
    if (!course) throw new NotFound();
    const people = await this.database.rows<ReachPerson>(
      `WITH meant AS (${MEANT}), standing AS (${STANDING})
       SELECT p.id, p.given_name AS "givenName", p.family_name AS "familyName", a.address AS email,
              w.short_name AS "organisationName", w.functions, s.standing
         FROM standing s JOIN people.person_name p ON p.id = s.person_id
         LEFT JOIN people.primary_address a ON a.person_id = p.id
         CROSS JOIN LATERAL (
           SELECT g.short_name, ARRAY(
                    SELECT j.name FROM people.membership_function f
                      JOIN people.job_function j ON j.code = f.function_code
                     WHERE f.membership_id = m.id ORDER BY j.position, j.name) AS functions
             FROM people.job m JOIN people.known_organisation g ON g.id = m.organisation_id
            WHERE m.person_id = p.id AND m.organisation_id = ANY ($2) AND ${WORKS_THERE}
            ORDER BY m.is_main DESC, g.id LIMIT 1) w
        ORDER BY array_position(ARRAY['missing', 'planned', 'done'], s.standing), p.sort_name,
              p.id LIMIT 500`,
      [
        dayOf(this.clock.now()),
        actor.coordinatedOrganisations,
        functionCode ?? null,
        courseId,
        actor.id,
        ...(await this.learned(actor)),
      ],
    );
    return { ...course, people };
  }

  // As two lists: of which courses, and by whom.
  private async learned(actor: NeedsReader): Promise<[string[], string[]]> {
    const found = await this.elsewhere.at(actor.coordinatedOrganisations);
    return [found.map(({ courseId }) => courseId), found.map(({ personId }) => personId)];
  }
}
