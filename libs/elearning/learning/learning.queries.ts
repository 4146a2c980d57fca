import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, NotFound, padList } from '@academie/platform';

/** One line of the outline of a course, as one learner has it. */
export interface OutlineLesson {
  key: string;
  title: string;
  minutes: number | null;
  isTest: boolean;
  isDone: boolean;
  moduleTitle: string;
}

/** The lessons of a course as one learner has them. */
export interface Outline {
  versionId: string;
  /** Null before anything was done. */
  begunAt: Date | null;
  finishedAt: Date | null;
  /** Percentage of the tests, once finished; null without tests. */
  score: number | null;
  /** A newer version than the one this person reads, with what is new in it. */
  newer: { id: string; changeNote: string } | null;
  /** In reading order; at least one. */
  lessons: OutlineLesson[];
}

/** An enrolment whose lessons its person may read. */
export interface OwnEnrolment {
  id: string;
  courseId: string;
  courseTitle: string;
  courseSlug: string;
}

type OutlineRow = OutlineLesson & Omit<Outline, 'lessons' | 'newer'> & NewerRow;
interface NewerRow {
  newerId: string | null;
  newerNote: string | null;
}

/** How far somebody is in the lessons of an enrolment. */
@Injectable()
export class LearningQueries {
  constructor(private readonly database: Database) {}

  /**
   * The enrolment of somebody who may read its lessons: one's own, with a place or finished.
   * @throws NotFound for anybody else
   */
  async own(actor: Actor, enrolmentId: string): Promise<OwnEnrolment> {
    const [found] = await this.database.prepared<OwnEnrolment & Record<string, unknown>>(
      'elearning.own',
      `SELECT p.id, o.course_id AS "courseId", o.course_title AS "courseTitle", o.course_slug AS "courseSlug"
         FROM enrolment.held_place p
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
        WHERE p.id = $1 AND p.person_id = $2`,
      [enrolmentId, actor.id],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /**
   * The lessons of an enrolment: of the version this person began with, else of the newest.
   * @throws NotFound when the course has no published lessons
   */
  async outline(enrolmentId: string, courseId: string): Promise<Outline> {
    const rows = await this.database.prepared<OutlineRow>(
      'elearning.outline',
      `WITH newest AS (
         SELECT v.id, v.change_note FROM elearning.content_version v
          WHERE v.course_id = $2 AND v.published_at IS NOT NULL ORDER BY v.number DESC LIMIT 1
       ), mine AS (
         SELECT coalesce(l.version_id, newest.id) AS version_id, l.begun_at, l.finished_at,
                l.score, newest.id AS newest_id, newest.change_note
           FROM newest LEFT JOIN elearning.learning l ON l.enrolment_id = $1
       )
       SELECT mine.version_id AS "versionId", mine.begun_at AS "begunAt",
              mine.finished_at AS "finishedAt", mine.score, s.key, s.title, s.minutes, s.test IS NOT NULL AS "isTest",
              d.lesson_key IS NOT NULL AS "isDone", m.title AS "moduleTitle",
              nullif(mine.newest_id, mine.version_id) AS "newerId", mine.change_note AS "newerNote"
         FROM mine
         JOIN elearning.module m ON m.version_id = mine.version_id
         JOIN elearning.lesson s ON s.version_id = m.version_id AND s.module_key = m.key
         LEFT JOIN elearning.lesson_done d ON d.enrolment_id = $1 AND d.lesson_key = s.key
        ORDER BY m.position, m.key, s.position, s.key`,
      [enrolmentId, courseId],
    );
    const [first] = rows;
    if (!first) throw new NotFound();
    return {
      versionId: first.versionId,
      begunAt: first.begunAt,
      finishedAt: first.finishedAt,
      score: first.score,
      newer: first.newerId ? { id: first.newerId, changeNote: first.newerNote ?? '' } : null,
      lessons: rows.map(({ key, title, minutes, isTest, isDone, moduleTitle }) => ({
        key,
        title,
        minutes,
        isTest,
        isDone,
        moduleTitle,
      })),
    };
  }

  /** What somebody began and did not finish, with how much of it is done; the last begun first. */
  going(
    personId: string,
  ): Promise<{ enrolmentId: string; courseId: string; done: number; lessons: number }[]> {
    return this.database.rows(
      `SELECT p.id AS "enrolmentId", o.course_id AS "courseId", count(d.lesson_key)::int AS done,
              count(*)::int AS lessons
         FROM enrolment.held_place p
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
         JOIN elearning.learning l ON l.enrolment_id = p.id AND l.finished_at IS NULL
         JOIN elearning.lesson s ON s.version_id = l.version_id
         LEFT JOIN elearning.lesson_done d ON d.enrolment_id = p.id AND d.lesson_key = s.key
        WHERE p.person_id = $1 AND p.state = 'enrolled'
        GROUP BY p.id, o.course_id, l.begun_at ORDER BY l.begun_at DESC LIMIT 4`,
      [personId],
    );
  }

  /** Of these enrolments of one person those of which there is something to read, and how far. */
  reading(
    personId: string,
    enrolmentIds: readonly string[],
  ): Promise<{ enrolmentId: string; offeringId: string; isBegun: boolean; isFinished: boolean }[]> {
    return this.readable(personId, 'p.id', enrolmentIds);
  }

  /** Of these offerings those whose course has published lessons. */
  async withLessons(offeringIds: readonly string[]): Promise<string[]> {
    const found = await this.database.rows<{ offeringId: string }>(
      `SELECT o.offering_id AS "offeringId" FROM catalogue.course_of_offering o
        WHERE o.offering_id = ANY ($1)
          AND EXISTS (SELECT FROM elearning.content_version v
                       WHERE v.course_id = o.course_id AND v.published_at IS NOT NULL)`,
      [offeringIds],
    );
    return found.map(({ offeringId }) => offeringId);
  }

  /** As `reading`, by offering. */
  readingOf(
    personId: string,
    offeringIds: readonly string[],
  ): Promise<{ enrolmentId: string; offeringId: string; isBegun: boolean; isFinished: boolean }[]> {
    return this.readable(personId, 'p.offering_id', offeringIds);
  }

  private readable(
    personId: string,
    column: 'p.id' | 'p.offering_id',
    ids: readonly string[],
  ): Promise<{ enrolmentId: string; offeringId: string; isBegun: boolean; isFinished: boolean }[]> {
    return this.database.prepared(
      `elearning.readable by ${column}`,
      `SELECT p.id AS "enrolmentId", p.offering_id AS "offeringId", l.enrolment_id IS NOT NULL AS "isBegun",
              p.state = 'finished' OR l.finished_at IS NOT NULL AS "isFinished"
         FROM enrolment.held_place p
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
         LEFT JOIN elearning.learning l ON l.enrolment_id = p.id
        WHERE p.person_id = $1 AND ${column} = ANY ($2)
          AND EXISTS (SELECT FROM elearning.content_version v
                       WHERE v.course_id = o.course_id AND v.published_at IS NOT NULL)`,
      [personId, padList(ids)],
    );
  }
}
