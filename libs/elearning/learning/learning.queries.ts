import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Batcher, Database, NotFound, padList } from '@academie/platform';

import { ContentQueries, HAS_LESSONS, type OutlinedLesson } from '../content/content.queries';

/** One line of the outline of a course, as one learner has it. */
export interface OutlineLesson extends OutlinedLesson {
  isDone: boolean;
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

/** The latest answer to a question in a lesson. */
export interface PractisedAnswer {
  questionId: string;
  given: unknown;
  score: number | null;
}

/** Everything a page of lessons asks of its reader. */
export interface Standing {
  enrolment: OwnEnrolment;
  outline: Outline;
  /** To the questions of the lesson that was asked, in the version that is read. */
  answers: PractisedAnswer[];
}

interface Asked {
  enrolmentId: string;
  lessonKey: string | undefined;
}

interface StandingRow extends OwnEnrolment {
  personId: string;
  newestId: string;
  newestNote: string | null;
  versionId: string | null;
  begunAt: Date | null;
  finishedAt: Date | null;
  score: number | null;
  done: string[];
  answers: (PractisedAnswer & { versionId: string; lessonKey: string })[] | null;
}

/** Statements at once: many who open a lesson in the same moment share one (docs/decisions/0008). */
const RUNS = 2;

/** How far somebody is in the lessons of an enrolment. */
@Injectable()
export class LearningQueries {
  private readonly standings = new Batcher<Asked, StandingRow | undefined>(
    (asked) => this.standingsOf(asked),
    RUNS,
  );

  constructor(
    private readonly database: Database,
    private readonly content: ContentQueries,
  ) {}

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
   * An enrolment of somebody who may read its lessons, as `own` says, with those lessons: of the version this person
   * began with, else of the newest.
   * @throws NotFound for anybody else, and when the course has no published lessons
   */
  async standing(actor: Actor, enrolmentId: string, lessonKey?: string): Promise<Standing> {
    const row = await this.standings.submit({ enrolmentId, lessonKey });
    if (!row || row.personId !== actor.id) throw new NotFound();
    const { id, courseId, courseTitle, courseSlug, begunAt, finishedAt, score } = row;
    const versionId = row.versionId ?? row.newestId;
    const lessons = await this.content.outline(versionId);
    if (lessons.length === 0) throw new NotFound();
    const done = new Set(row.done);
    return {
      enrolment: { id, courseId, courseTitle, courseSlug },
      outline: {
        ...{ versionId, begunAt, finishedAt, score },
        newer:
          row.newestId === versionId
            ? null
            : { id: row.newestId, changeNote: row.newestNote ?? '' },
        lessons: lessons.map((lesson) => ({ ...lesson, isDone: done.has(lesson.key) })),
      },
      answers: (row.answers ?? [])
        .filter((one) => one.lessonKey === lessonKey && one.versionId === versionId)
        .map(({ questionId, given, score: scored }) => ({ questionId, given, score: scored })),
    };
  }

  private async standingsOf(asked: Asked[]): Promise<(StandingRow | undefined)[]> {
    const found = await this.database.prepared<StandingRow & Record<string, unknown>>(
      'elearning.standings',
      `SELECT p.id, p.person_id AS "personId", o.course_id AS "courseId", o.course_title AS "courseTitle",
              o.course_slug AS "courseSlug", newest.id AS "newestId", newest.change_note AS "newestNote",
              l.version_id AS "versionId", l.begun_at AS "begunAt", l.finished_at AS "finishedAt", l.score,
              ARRAY(SELECT d.lesson_key FROM elearning.lesson_done d WHERE d.enrolment_id = p.id) AS done,
              (SELECT jsonb_agg(latest) FROM (
                 SELECT DISTINCT ON (lesson_key, version_id, question_id) lesson_key AS "lessonKey",
                        version_id AS "versionId", question_id AS "questionId", given, score
                   FROM elearning.answer
                  WHERE enrolment_id = p.id AND lesson_key = ANY ($2) AND attempt_id IS NULL
                  ORDER BY lesson_key, version_id, question_id, given_at DESC, id DESC) latest) AS answers
         FROM enrolment.held_place p
         JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
         JOIN LATERAL (
           SELECT v.id, v.change_note FROM elearning.content_version v
            WHERE v.course_id = o.course_id AND v.published_at IS NOT NULL ORDER BY v.number DESC LIMIT 1
         ) newest ON true
         LEFT JOIN elearning.learning l ON l.enrolment_id = p.id
        WHERE p.id = ANY ($1)`,
      [
        padList(asked.map(({ enrolmentId }) => enrolmentId)),
        padList(asked.flatMap(({ lessonKey }) => lessonKey ?? [])),
      ],
    );
    const rows = new Map(found.map((row) => [row.id, row]));
    return asked.map(({ enrolmentId }) => rows.get(enrolmentId.toLowerCase()));
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
          AND ${HAS_LESSONS}`,
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
          AND ${HAS_LESSONS}`,
      [personId, padList(ids)],
    );
  }
}
