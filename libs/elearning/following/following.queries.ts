import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { givesOffering, leadsCourse } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { addDays, Clock, Database, dayOf, NotFound } from '@academie/platform';

import { HAS_LESSONS } from '../content/content.queries';

/** Who has a place and how that person stands: not begun, busy, without a deed for a while, done. */
export const STANDINGS = ['new', 'stuck', 'busy', 'done'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Somebody who follows lessons, and how far. */
export interface FollowedRow {
  enrolmentId: string;
  personId: string;
  name: string;
  organisation: string | null;
  courseId: string;
  courseTitle: string;
  standing: Standing;
  /** Null before anything was done. */
  lastAt: Date | null;
  done: number;
  all: number;
  remindedAt: Date | null;
  /** Whether the lessons have parts of cmi5, which can be waived. */
  hasUnits: boolean;
}

/** How many stand where, and how many of them a reminder would reach now. */
export type FollowedCounts = Record<Standing, number> & { remindable: number };

/** An offering with lessons in the list of who gives it or manages its course. */
export interface FollowedOffering {
  offeringId: string;
  courseTitle: string;
  startsAt: Date | null;
  /** When the first of them enrolled. */
  since: Date;
  places: number;
  begun: number;
  finished: number;
}

/** Whose progress is asked for: of an offering that the reader may follow, or of own people. */
export type FollowedScope =
  | { offeringId: string }
  | { organisationIds: readonly string[]; readerId: string; courseId?: string | undefined };

export const FOLLOWED_PAGE = 50;
/** Who did nothing for so long is stuck. */
export const STUCK_DAYS = 14;
/** Nobody is reminded of the same again before so many days. */
export const REMIND_DAYS = 7;

const MAY_FOLLOW = `($1 OR ${leadsCourse('o.course_id', '$2')} OR ${givesOffering('o.offering_id', '$3')})`;

// People with a place in a course with published lessons, or who finished it: $1 offering, $2 organisations,
// $3 the reader, $4 the day, $5 the course, $6 since when silence is being stuck, $7 since when a reminder is recent.
const FOLLOWED = `
  SELECT p.id, p.person_id, p.organisation_id, o.course_id, o.course_title, l.version_id, last.at AS last_at,
         r.reminded_at,
         CASE WHEN l.finished_at IS NOT NULL OR p.outcome IN ('completed', 'waived') THEN 'done'
              WHEN l.enrolment_id IS NULL THEN 'new' WHEN last.at < $6 THEN 'stuck' ELSE 'busy' END AS standing,
         coalesce(r.reminded_at < $7, true) AS is_remindable
    FROM enrolment.held_place p
    JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
    LEFT JOIN elearning.learning l ON l.enrolment_id = p.id
    LEFT JOIN elearning.reading_place place ON place.enrolment_id = p.id
    LEFT JOIN elearning.reminder r ON r.enrolment_id = p.id
    CROSS JOIN LATERAL (
      SELECT greatest(l.begun_at, place.at, (SELECT max(d.done_at) FROM elearning.lesson_done d
                                              WHERE d.enrolment_id = p.id)) AS at) last
   WHERE ($1::uuid IS NULL OR p.offering_id = $1)
     AND ($2::uuid[] IS NULL OR p.person_id IN (
           SELECT m.person_id FROM people.job m
            WHERE m.organisation_id = ANY ($2) AND m.valid_from <= $4 AND (m.valid_to IS NULL OR m.valid_to > $4)))
     AND ($2::uuid[] IS NULL OR catalogue.sees(p.offering_id, $3, $4))
     AND ($5::uuid IS NULL OR o.course_id = $5)
     AND (p.state = 'enrolled' OR l.finished_at IS NOT NULL OR p.outcome IN ('completed', 'waived'))
     AND ${HAS_LESSONS}`;
const REMINDABLE = `standing <> 'done' AND is_remindable`;

/** How people stand in their lessons, for who gives or manages them and for who looks after these people. */
@Injectable()
export class FollowingQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Offerings with lessons that the actor gives or whose course the actor manages, by name; at most 200. */
  offerings(actor: Actor): Promise<FollowedOffering[]> {
    return this.database.rows<FollowedOffering>(
      `SELECT o.offering_id AS "offeringId", o.course_title AS "courseTitle", s.at AS "startsAt", n.since,
              n.places, n.begun, n.finished
         FROM catalogue.course_of_offering o
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS places, min(p.enrolled_at) AS since,
                  count(*) FILTER (WHERE l.enrolment_id IS NOT NULL
                                      OR p.outcome IN ('completed', 'waived'))::int AS begun,
                  count(*) FILTER (WHERE l.finished_at IS NOT NULL
                                      OR p.outcome IN ('completed', 'waived'))::int AS finished
             FROM enrolment.held_place p LEFT JOIN elearning.learning l ON l.enrolment_id = p.id
            WHERE p.offering_id = o.offering_id) n
         CROSS JOIN LATERAL (
           SELECT min(s.starts_at) AS at FROM catalogue.planned_session s
            WHERE s.offering_id = o.offering_id) s
        WHERE n.places > 0 AND ${MAY_FOLLOW}
          AND ${HAS_LESSONS}
        ORDER BY o.course_title, s.at NULLS FIRST, o.offering_id LIMIT 200`,
      [actor.isAdministrator, actor.ledThemes, actor.id],
    );
  }

  /** One of them. @throws NotFound also when it is another's */
  async offering(
    actor: Actor,
    offeringId: string,
  ): Promise<{ offeringId: string; courseId: string; courseTitle: string }> {
    const found = await this.database.first<{
      offeringId: string;
      courseId: string;
      courseTitle: string;
    }>(
      `SELECT o.offering_id AS "offeringId", o.course_id AS "courseId", o.course_title AS "courseTitle"
         FROM catalogue.course_of_offering o
        WHERE o.offering_id = $4 AND ${MAY_FOLLOW}
          AND ${HAS_LESSONS}`,
      [actor.isAdministrator, actor.ledThemes, actor.id, offeringId],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** The course of an enrolment in an offering that the actor gives; undefined when it is none. */
  given(
    actor: Actor,
    courseId: string,
    enrolmentId: string,
  ): Promise<{ id: string; title: string; offeringId: string } | undefined> {
    return this.database.first(
      `SELECT o.course_id AS id, o.course_title AS title, o.offering_id AS "offeringId"
         FROM enrolment.held_place p JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
        WHERE p.id = $1 AND o.course_id = $2 AND ${givesOffering('o.offering_id', '$3')}`,
      [enrolmentId, courseId, actor.id],
    );
  }

  /** The courses with lessons that these people follow, by name. */
  async courses(scope: FollowedScope): Promise<{ id: string; title: string }[]> {
    return this.database.rows(
      `SELECT DISTINCT f.course_id AS id, f.course_title AS title FROM (${FOLLOWED}) f ORDER BY 2, 1 LIMIT 200`,
      this.params(scope),
    );
  }

  async counts(scope: FollowedScope): Promise<FollowedCounts> {
    const found = await this.database.first<FollowedCounts>(
      `SELECT ${STANDINGS.map((one) => `count(*) FILTER (WHERE standing = '${one}')::int AS ${one}`).join(', ')},
              count(*) FILTER (WHERE ${REMINDABLE})::int AS remindable FROM (${FOLLOWED}) f`,
      this.params(scope),
    );
    return found ?? { new: 0, stuck: 0, busy: 0, done: 0, remindable: 0 };
  }

  /** A page of people and one more: first who is stuck, then who did not begin, who is busy and who is done. */
  people(scope: FollowedScope, page: number): Promise<FollowedRow[]> {
    return this.database.rows<FollowedRow>(
      `SELECT f.id AS "enrolmentId", f.person_id AS "personId", n.name, g.short_name AS organisation,
              f.course_id AS "courseId", f.course_title AS "courseTitle", f.standing, f.last_at AS "lastAt",
              f.reminded_at AS "remindedAt", seen.done, lessons.count AS all,
              EXISTS (SELECT FROM elearning.lesson s JOIN elearning.package k ON k.id = s.package_id
                       WHERE s.version_id = f.version_id AND k.kind = 'cmi5') AS "hasUnits"
         FROM (SELECT * FROM (${FOLLOWED}) all_of_them
                ORDER BY array_position(ARRAY['stuck', 'new', 'busy', 'done'], standing), last_at NULLS FIRST, id
                LIMIT ${FOLLOWED_PAGE + 1} OFFSET $8) f
         JOIN people.person_name n ON n.id = f.person_id
         LEFT JOIN people.known_organisation g ON g.id = f.organisation_id
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS count FROM elearning.lesson s WHERE s.version_id = f.version_id) lessons
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS done FROM elearning.lesson_done d
             JOIN elearning.lesson s ON s.version_id = f.version_id AND s.key = d.lesson_key
            WHERE d.enrolment_id = f.id) seen
        ORDER BY array_position(ARRAY['stuck', 'new', 'busy', 'done'], f.standing), f.last_at NULLS FIRST, f.id`,
      [...this.params(scope), (page - 1) * FOLLOWED_PAGE],
    );
  }

  /** Whom a reminder would reach now: not done, and not reminded lately; who waits longest first. */
  remindable(
    scope: FollowedScope,
    most: number,
    tx: EntityManager,
  ): Promise<{ enrolmentId: string; courseId: string }[]> {
    return this.database.rows(
      `SELECT id AS "enrolmentId", course_id AS "courseId" FROM (${FOLLOWED}) f
        WHERE ${REMINDABLE} ORDER BY reminded_at NULLS FIRST, id LIMIT ${most}`,
      this.params(scope),
      tx,
    );
  }

  private params(scope: FollowedScope): unknown[] {
    const now = this.clock.now();
    const isOffering = 'offeringId' in scope;
    return [
      isOffering ? scope.offeringId : null,
      isOffering ? null : scope.organisationIds,
      isOffering ? null : scope.readerId,
      dayOf(now),
      isOffering ? null : (scope.courseId ?? null),
      addDays(now, -STUCK_DAYS),
      addDays(now, -REMIND_DAYS),
    ];
  }
}
