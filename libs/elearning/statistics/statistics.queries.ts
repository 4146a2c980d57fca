import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** How a course is followed, all versions together. */
export interface CourseFigures {
  begun: number;
  finished: number;
  /** Average percentage of the tests of those who finished; null without. */
  score: number | null;
}

/** How many have done a lesson, of those who began. */
export interface LessonFigures {
  key: string;
  title: string;
  isTest: boolean;
  done: number;
  /** Attempts that were handed in, and how many of those passed; of a test. */
  attempts: number;
  passed: number;
}

/** What people answered to one question. */
export interface AnswerFigures {
  questionId: string;
  /** JSON of its type. */
  given: unknown;
  count: number;
  /** Thousandths, on average over all answers to the question. */
  average: number | null;
  total: number;
}

/** Somebody who learns, and how far. */
export interface LearnerRow {
  enrolmentId: string;
  name: string;
  organisation: string | null;
  begunAt: Date;
  finishedAt: Date | null;
  lastAt: Date | null;
  done: number;
  all: number;
  /** Whether the lessons have parts of cmi5, which can be waived. */
  hasUnits: boolean;
}

export const LEARNERS_PAGE = 50;
/** Of a question the answers given most often; the rest says little. */
const MOST_ANSWERS = 5;

/** Figures about one course. The caller has asked who manages it. */
@Injectable()
export class StatisticsQueries {
  constructor(private readonly database: Database) {}

  async course(courseId: string): Promise<CourseFigures> {
    const found = await this.database.first<CourseFigures>(
      `SELECT count(*)::int AS begun, count(l.finished_at)::int AS finished,
              round(avg(l.score))::int AS score
         FROM elearning.learning l JOIN elearning.content_version v ON v.id = l.version_id
        WHERE v.course_id = $1`,
      [courseId],
    );
    return found ?? { begun: 0, finished: 0, score: null };
  }

  /** The lessons of the newest published version. */
  lessons(courseId: string): Promise<LessonFigures[]> {
    return this.database.rows<LessonFigures>(
      `WITH newest AS (
         SELECT id FROM elearning.content_version
          WHERE course_id = $1 AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1
       ), learners AS (
         SELECT l.enrolment_id FROM elearning.learning l
           JOIN elearning.content_version v ON v.id = l.version_id WHERE v.course_id = $1
       ), done AS (
         SELECT d.lesson_key, count(*)::int AS count FROM elearning.lesson_done d
           JOIN learners USING (enrolment_id) GROUP BY 1
       ), tried AS (
         SELECT t.lesson_key, count(*)::int AS count, count(*) FILTER (WHERE t.passed)::int AS passed
           FROM elearning.attempt t JOIN learners USING (enrolment_id)
          WHERE t.submitted_at IS NOT NULL GROUP BY 1
       )
       SELECT s.key, s.title, s.test IS NOT NULL AS "isTest", coalesce(done.count, 0) AS done,
              coalesce(tried.count, 0) AS attempts, coalesce(tried.passed, 0) AS passed
         FROM newest JOIN elearning.module m ON m.version_id = newest.id
         JOIN elearning.lesson s ON s.version_id = m.version_id AND s.module_key = m.key
         LEFT JOIN done ON done.lesson_key = s.key LEFT JOIN tried ON tried.lesson_key = s.key
        ORDER BY m.position, m.key, s.position, s.key`,
      [courseId],
    );
  }

  /** The answers given most often to the questions of one lesson, in its newest published version. */
  answers(versionId: string, lessonKey: string): Promise<AnswerFigures[]> {
    return this.database.rows<AnswerFigures>(
      `WITH counted AS (
         SELECT a.question_id, a.given, count(*)::int AS count,
                sum(coalesce(r.score, a.score)) AS score
           FROM elearning.answer a LEFT JOIN elearning.review r ON r.answer_id = a.id
          WHERE a.version_id = $1 AND a.lesson_key = $2 AND a.given <> 'null'
            AND a.question_id = ANY (SELECT (b.value ->> 'id')::uuid FROM elearning.lesson s
              CROSS JOIN jsonb_array_elements(s.blocks) b
              WHERE s.version_id = $1 AND s.key = $2)
          GROUP BY a.question_id, a.given
       ), ranked AS (
         SELECT *, row_number() OVER (PARTITION BY question_id ORDER BY count DESC, given) AS place,
                sum(count) OVER (PARTITION BY question_id)::int AS total,
                sum(score) OVER (PARTITION BY question_id) AS sum
           FROM counted
       )
       SELECT question_id AS "questionId", given, count, total, round(sum / total)::int AS average
         FROM ranked WHERE place <= ${MOST_ANSWERS} ORDER BY question_id, place`,
      [versionId, lessonKey],
    );
  }

  /** Id of the newest published version; undefined without one. */
  async newest(courseId: string): Promise<string | undefined> {
    const found = await this.database.first<{ id: string }>(
      `SELECT id FROM elearning.content_version
        WHERE course_id = $1 AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1`,
      [courseId],
    );
    return found?.id;
  }

  /** Who learns: first those who have not finished, who was seen longest ago first. */
  learners(courseId: string, page: number): Promise<LearnerRow[]> {
    return this.database.rows<LearnerRow>(
      `SELECT l.enrolment_id AS "enrolmentId", n.name, g.short_name AS organisation,
              l.begun_at AS "begunAt", l.finished_at AS "finishedAt", seen.at AS "lastAt",
              seen.done, lessons.count AS all,
              EXISTS (SELECT FROM elearning.lesson s JOIN elearning.package k ON k.id = s.package_id
                       WHERE s.version_id = l.version_id AND k.kind = 'cmi5') AS "hasUnits"
         FROM elearning.learning l
         JOIN elearning.content_version v ON v.id = l.version_id
         JOIN enrolment.held_place p ON p.id = l.enrolment_id
         JOIN people.person_name n ON n.id = p.person_id
         LEFT JOIN people.known_organisation g ON g.id = p.organisation_id
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS count FROM elearning.lesson s WHERE s.version_id = l.version_id) lessons
         CROSS JOIN LATERAL (
           SELECT max(d.done_at) AS at, count(s.key)::int AS done FROM elearning.lesson_done d
             LEFT JOIN elearning.lesson s ON s.version_id = l.version_id AND s.key = d.lesson_key
            WHERE d.enrolment_id = l.enrolment_id) seen
        WHERE v.course_id = $1
        ORDER BY l.finished_at IS NOT NULL, coalesce(seen.at, l.begun_at), l.enrolment_id
        LIMIT ${LEARNERS_PAGE + 1} OFFSET $2`,
      [courseId, (page - 1) * LEARNERS_PAGE],
    );
  }
}
