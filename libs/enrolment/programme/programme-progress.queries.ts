import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { givesOffering, type ProgrammeRow } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, keyOf, type Page, pageOf, rows } from '@academie/platform';

import { WORKS_THERE } from '../place/enrolment-access';
import type { CourseStanding } from './programme-standing';

/** A programme that somebody follows, or followed and stopped. */
export interface FollowedRow {
  programmeId: string;
  startedAt: Date;
}

/** Somebody who follows a programme. */
export interface FollowerRow {
  personId: string;
  name: string;
  organisation: string | null;
  startedAt: Date;
}

/** An enrolment that completed a course, or may do so still. */
export interface DoneCourse {
  personId: string;
  courseId: string;
  enrolmentId: string;
  organisationId: string | null;
  isCompleted: boolean;
  endsAt: Date | null;
}

type Found = CourseStanding & { personId: string };

/** Who follows which programme, and how far they are in its courses. */
@Injectable()
export class ProgrammeProgressQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What this person follows. */
  followed(personId: string): Promise<FollowedRow[]> {
    return this.database.rows<FollowedRow>(
      `SELECT programme_id AS "programmeId", started_at AS "startedAt" FROM enrolment.programme_enrolment
        WHERE person_id = $1 AND left_at IS NULL ORDER BY started_at DESC LIMIT 100`,
      [personId],
    );
  }

  async follows(programmeId: string, personId: string): Promise<boolean> {
    const found = await this.database.first(
      `SELECT 1 FROM enrolment.programme_enrolment
        WHERE programme_id = $1 AND person_id = $2 AND left_at IS NULL`,
      [programmeId, personId],
    );
    return found !== undefined;
  }

  /**
   * The best of what these people have in each of these courses. What is confidential is left out for a reader who
   * may not know of it.
   */
  async standings(
    reader: Pick<Actor, 'id'>,
    personIds: readonly string[],
    courseIds: readonly string[],
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
    );
    const byPerson = new Map<string, CourseStanding[]>();
    for (const { personId, ...standing } of found)
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), standing]);
    return byPerson;
  }

  /**
   * What these people completed, or have a place in, of all courses; the first to end first. For the caller's
   * transaction, whoever may know of it.
   */
  done(tx: EntityManager, personIds: readonly string[]): Promise<DoneCourse[]> {
    return rows<DoneCourse>(
      tx,
      `SELECT e.person_id AS "personId", c.course_id AS "courseId", e.id AS "enrolmentId",
              e.organisation_id AS "organisationId", e.state = 'finished' AS "isCompleted",
              (SELECT max(p.ends_at) FROM catalogue.planned_session p WHERE p.offering_id = e.offering_id) AS "endsAt"
         FROM enrolment.enrolment e JOIN catalogue.course_of_offering c ON c.offering_id = e.offering_id
        WHERE e.person_id = ANY ($1)
          AND (e.state = 'enrolled' OR e.state = 'finished' AND e.outcome IN ('completed', 'waived'))
        ORDER BY "endsAt" NULLS FIRST, e.id`,
      [personIds],
    );
  }

  /**
   * Who follows a programme, by name, as far as the reader has to do with them: all for who manages it, else the
   * people of the own organisations, and those who come to what the reader gives of it.
   */
  async followers(
    reader: Actor,
    programme: Pick<ProgrammeRow, 'id' | 'steps'>,
    { manages, after, limit }: { manages: boolean; after?: string | undefined; limit: number },
  ): Promise<Page<FollowerRow>> {
    const key = keyOf(after, 2);
    const courseIds = programme.steps.flatMap(({ courses }) => courses.map(({ id }) => id));
    const found = await this.database.rows<FollowerRow & { key: string }>(
      `SELECT f.person_id AS "personId", p.name, g.short_name AS organisation, f.started_at AS "startedAt",
              p.sort_name AS key
         FROM enrolment.programme_enrolment f
         JOIN people.person_name p ON p.id = f.person_id AND p.status NOT IN ('merged', 'erased')
         LEFT JOIN people.job j ON j.person_id = f.person_id AND j.is_main AND j.valid_to IS NULL
         LEFT JOIN people.known_organisation g ON g.id = j.organisation_id
        WHERE f.programme_id = $2 AND f.left_at IS NULL
          AND ($3 OR EXISTS (SELECT FROM people.job m WHERE m.person_id = f.person_id
                       AND m.organisation_id = ANY ($4) AND ${WORKS_THERE})
                  OR EXISTS (SELECT FROM enrolment.held_place h
                       JOIN catalogue.course_of_offering c ON c.offering_id = h.offering_id
                      WHERE h.person_id = f.person_id AND c.course_id = ANY ($6)
                        AND ${givesOffering('h.offering_id', '$5')}))
          AND ($7::text IS NULL OR (p.sort_name, f.person_id) > ($7, $8::uuid))
        ORDER BY p.sort_name, f.person_id LIMIT $9`,
      [
        dayOf(this.clock.now()),
        programme.id,
        manages,
        reader.coordinatedOrganisations,
        reader.id,
        courseIds,
        key?.[0] ?? null,
        key?.[1] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      found,
      limit,
      (row) => [row.key, row.personId],
      (row) => row,
    );
  }
}
