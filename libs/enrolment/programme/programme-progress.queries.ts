import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { givesOffering, type ProgrammeRow } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, keyOf, type Page, pageOf, rows } from '@academie/platform';

import { WORKS_THERE } from '../place/enrolment-access';
import { ProgrammeOrder } from '../programme-order/programme-order.queries';
import type { CourseStanding } from '../programme-order/programme-standing';

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

/** Somebody who may be enrolled. */
export interface CandidateRow {
  personId: string;
  name: string;
  organisation: string | null;
}

/** More than these are not shown: a longer name finds fewer. */
export const MOST_CANDIDATES = 20;

/** An enrolment that completed a course, or may do so still. */
export interface DoneCourse {
  personId: string;
  courseId: string;
  enrolmentId: string;
  organisationId: string | null;
  isCompleted: boolean;
  endsAt: Date | null;
}

/** Who follows which programme, and how far they are in its courses. */
@Injectable()
export class ProgrammeProgressQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly order: ProgrammeOrder,
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
   * Whom the reader may enrol, found by name or address: people of the own organisations; for who manages the
   * programme also the one person with exactly this address. An administrator finds everybody by name.
   */
  candidates(reader: Actor, manages: boolean, asked: string): Promise<CandidateRow[]> {
    return this.database.rows<CandidateRow>(
      `SELECT p.id AS "personId", p.name, g.short_name AS organisation
         FROM people.person_name p
         LEFT JOIN people.job j ON j.person_id = p.id AND j.is_main AND j.valid_to IS NULL
         LEFT JOIN people.known_organisation g ON g.id = j.organisation_id
        WHERE p.status IN ('active', 'invited')
          AND (p.search_name LIKE ALL (people.name_patterns($4))
               AND ($5 OR EXISTS (SELECT FROM people.job m WHERE m.person_id = p.id
                     AND m.organisation_id = ANY ($2) AND ${WORKS_THERE}))
            OR $3 AND EXISTS (SELECT FROM people.primary_address a
                 WHERE a.person_id = p.id AND lower(a.address::text) = lower($4)))
        ORDER BY p.sort_name, p.id LIMIT $6`,
      [
        dayOf(this.clock.now()),
        reader.coordinatedOrganisations,
        manages,
        asked,
        reader.isAdministrator,
        MOST_CANDIDATES + 1,
      ],
    );
  }

  /** The best of what these people have in each of these courses, as far as the reader may know of it. */
  standings(
    reader: Pick<Actor, 'id'>,
    personIds: readonly string[],
    courseIds: readonly string[],
  ): Promise<Map<string, CourseStanding[]>> {
    return this.order.standings(reader, personIds, courseIds);
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
