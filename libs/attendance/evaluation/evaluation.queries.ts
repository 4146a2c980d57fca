import { Injectable } from '@nestjs/common';

import { givesOffering, leadsCourse } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, keyOf, NotFound, type Page, pageOf } from '@academie/platform';

import { AddedQuestionQueries } from '../evaluation-question/added-question.queries';
import { MARK_PRECEDENCE } from '../mark/current-mark';
import { type AddedOutcome, outcomesOf } from './added-outcome';
import {
  DAYS_TO_ANSWER,
  EVALUATION_QUESTIONS,
  type EvaluationQuestion,
  FEWEST_ANSWERS,
  SCORES,
} from './evaluation-questions';

/** An offering that somebody was at and may say something of. */
export interface EvaluationInvitation {
  enrolmentId: string;
  offeringId: string;
  courseId: string;
  courseTitle: string;
  startsAt: Date;
  endsAt: Date;
  /** Until when. */
  until: Date;
  answered: boolean;
}

/** An offering in the list of the person who gives or organises it. */
export interface EvaluatedRow {
  offeringId: string;
  courseId: string;
  courseTitle: string;
  startsAt: Date;
  endsAt: Date;
  /** How many were there. */
  present: number;
  answered: number;
}

/** How one question was answered. */
export interface QuestionResult {
  question: EvaluationQuestion;
  /** Mean of 1 to 5. */
  average: number;
  /** How many gave 1, 2, 3, 4 and 5. */
  counts: number[];
}

export interface EvaluationResults extends EvaluatedRow {
  /** How many answers the results are of: those that were released. */
  shown: number;
  /** Null with fewer than five answers. */
  questions: QuestionResult[] | null;
  learned: string[];
  better: string[];
  /** What was asked besides; null with fewer than five answers. */
  added: AddedOutcome[] | null;
}

/** What people thought of one run of a course. */
export interface RunResult {
  offeringId: string;
  startsAt: Date;
  endsAt: Date;
  shown: number;
  averages: Record<EvaluationQuestion, number>;
  /** What the course asks of every offering, where at least five answered it. */
  added: AddedOutcome[];
}

/** Runs of a course, and how many have too few answers to say anything. */
export interface CourseTrend {
  courseTitle: string;
  runs: RunResult[];
  silent: number;
}

type Found = Record<EvaluationQuestion, number> & {
  offeringId: string;
  startsAt: Date;
  endsAt: Date;
  courseTitle: string;
  shown: number;
  rest: number;
};

const DAY = 86_400_000;
/** As many runs as a page compares. */
const MOST_RUNS = 24;

/** Whether the person who has the enrolment `e` was at a session, in part too. */
export const WAS_THERE = `EXISTS (
  SELECT FROM catalogue.planned_session s
    CROSS JOIN LATERAL (SELECT m.value FROM attendance.mark m
      WHERE m.session_id = s.id AND m.enrolment_id = e.id ORDER BY ${MARK_PRECEDENCE} LIMIT 1) held
   WHERE s.offering_id = e.offering_id AND held.value IN ('present', 'partial'))`;

/** When the last register of the offering of `e` was closed. */
const CLOSED = `(SELECT max(r.closed_at) FROM attendance.register r JOIN catalogue.session s ON s.id = r.session_id
   WHERE s.offering_id = e.offering_id)`;

// $1 the actor, $2 the themes that person leads, $3 whether an administrator.
const MINE = `($3 OR o.organiser_id IS NOT DISTINCT FROM $1
  OR ${givesOffering('o.id', '$1')}
  OR ${leadsCourse('o.course_id', '$2')})`;

const EVALUATED = `
  o.id AS "offeringId", o.course_id AS "courseId", c.title AS "courseTitle", o.starts_at AS "startsAt",
  o.ends_at AS "endsAt",
  (SELECT count(*)::int FROM enrolment.enrolment e
    WHERE e.offering_id = o.id AND e.state = 'finished' AND ${WAS_THERE}) AS present,
  (SELECT count(*)::int FROM attendance.evaluation_answer a WHERE a.offering_id = o.id) AS answered
  FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id`;

/** Evaluations, read-only. */
@Injectable()
export class EvaluationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly addedQuestions: AddedQuestionQueries,
  ) {}

  /** What a person may say something of now, and what was answered in that time; the last first. */
  async invitations(personId: string, enrolmentId?: string): Promise<EvaluationInvitation[]> {
    const found = await this.database.rows<EvaluationInvitation & { closedAt: Date }>(
      `SELECT * FROM (
         SELECT e.id AS "enrolmentId", e.offering_id AS "offeringId", o.course_id AS "courseId", c.title AS "courseTitle",
                o.starts_at AS "startsAt", o.ends_at AS "endsAt", ${CLOSED} AS "closedAt",
                EXISTS (SELECT FROM attendance.evaluation_turn t
                         WHERE t.offering_id = o.id AND t.person_id = e.person_id) AS answered
           FROM enrolment.enrolment e
           JOIN catalogue.offering o ON o.id = e.offering_id
           JOIN catalogue.course c ON c.id = o.course_id
          WHERE e.person_id = $1 AND e.state = 'finished' AND ($3::uuid IS NULL OR e.id = $3) AND ${WAS_THERE}
       ) AS mine WHERE "closedAt" > $2 ORDER BY "endsAt" DESC, "enrolmentId"`,
      [personId, new Date(this.clock.now().getTime() - DAYS_TO_ANSWER * DAY), enrolmentId ?? null],
    );
    return found.map(({ closedAt, ...row }) => ({
      ...row,
      until: new Date(closedAt.getTime() + DAYS_TO_ANSWER * DAY),
    }));
  }

  /** The offerings of the actor that were held, the last first. */
  async list(
    actor: Actor,
    filter: { after?: string | undefined; limit: number },
  ): Promise<Page<EvaluatedRow>> {
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<EvaluatedRow & { key: string }>(
      `SELECT o.ends_at::text AS key, ${EVALUATED}
        WHERE ${MINE} AND o.status = 'held' AND o.ends_at IS NOT NULL
          AND ($4::timestamptz IS NULL OR (o.ends_at, o.id) < ($4, $5::uuid))
        ORDER BY o.ends_at DESC, o.id DESC LIMIT $6`,
      [...scopeOf(actor), key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.offeringId],
      ({ key: _key, ...row }) => row,
    );
  }

  /** What people thought of an offering. @throws NotFound, also when it is not the actor's */
  async results(actor: Actor, offeringId: string): Promise<EvaluationResults> {
    const row = await this.database.first<EvaluatedRow>(
      `SELECT ${EVALUATED} WHERE ${MINE} AND o.id = $4 AND o.starts_at IS NOT NULL`,
      [...scopeOf(actor), offeringId],
    );
    if (!row) throw new NotFound();
    const found = await this.database.first<
      Record<string, string> & { shown: number; rest: number; learned: string[]; better: string[] }
    >(
      `SELECT count(*)::int AS shown, count(*) FILTER (WHERE NOT released)::int AS rest, ${COUNTS},
              array_remove(array_agg(learned ORDER BY md5(learned || id::text)), '') AS learned,
              array_remove(array_agg(better ORDER BY md5(better || id::text)), '') AS better
         FROM ${shownOf('$1', '$2')} AS shown`,
      [offeringId, new Date(this.clock.now().getTime() - DAYS_TO_ANSWER * DAY)],
    );
    const shown = found?.shown ?? 0;
    if (shown < FEWEST_ANSWERS)
      return { ...row, shown: 0, questions: null, learned: [], better: [], added: null };
    const complete = (found?.rest ?? 0) > 0 ? [offeringId] : [];
    const [asked, answers] = await Promise.all([
      this.addedQuestions.ofOffering(row.courseId, offeringId),
      this.addedQuestions.answers([offeringId], complete),
    ]);
    return {
      ...row,
      shown,
      questions: EVALUATION_QUESTIONS.map((question) => {
        const counts = SCORES.map((score) => Number(found?.[`${question}_${score}`] ?? 0));
        return { question, counts, average: averageOf(counts) };
      }),
      learned: found?.learned ?? [],
      better: found?.better ?? [],
      added: outcomesOf(asked, answers),
    };
  }

  /** The last runs that the actor gave or organises, the first first. @throws NotFound without any */
  async ofCourse(actor: Actor, courseId: string): Promise<CourseTrend> {
    const averages = EVALUATION_QUESTIONS.map(
      (question) => `coalesce(avg(${question}), 0)::float8 AS ${question}`,
    ).join(', ');
    const found = await this.database.rows<Found>(
      `SELECT o.id AS "offeringId", c.title AS "courseTitle", o.starts_at AS "startsAt",
              o.ends_at AS "endsAt", r.*
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS shown, count(*) FILTER (WHERE NOT released)::int AS rest, ${averages} FROM ${shownOf('o.id', '$5')} AS shown) r
        WHERE ${MINE} AND o.course_id = $4 AND o.status = 'held' AND o.ends_at IS NOT NULL
        ORDER BY o.ends_at DESC, o.id LIMIT ${MOST_RUNS}`,
      [...scopeOf(actor), courseId, new Date(this.clock.now().getTime() - DAYS_TO_ANSWER * DAY)],
    );
    const [first] = found;
    if (!first) throw new NotFound();
    const told = found.filter(({ shown }) => shown >= FEWEST_ANSWERS);
    const [asked, answers] = await Promise.all([
      this.addedQuestions.ofCourse(courseId),
      this.addedQuestions.answers(
        told.map(({ offeringId }) => offeringId),
        told.filter(({ rest }) => rest > 0).map(({ offeringId }) => offeringId),
      ),
    ]);
    const addedOf = (offeringId: string): AddedOutcome[] =>
      outcomesOf(
        asked,
        answers.filter((answer) => answer.offeringId === offeringId),
      ).filter(({ answers: count }) => count >= FEWEST_ANSWERS);
    return {
      courseTitle: first.courseTitle,
      silent: found.length - told.length,
      runs: told.reverse().map(({ offeringId, startsAt, endsAt, shown, ...row }) => ({
        ...{ offeringId, startsAt, endsAt, shown },
        added: addedOf(offeringId),
        averages: Object.fromEntries(
          EVALUATION_QUESTIONS.map((question) => [question, Math.round(row[question] * 100) / 100]),
        ) as Record<EvaluationQuestion, number>,
      })),
    };
  }
}

// Released in steps of five; the rest once nobody can answer any more (last closing before $2), but one
// answer never alone: the person who looked before would know it for what it is.
const shownOf = (offeringId: string, closedBefore: string): string => `(
  SELECT a.* FROM (SELECT a.*, count(*) FILTER (WHERE NOT released) OVER () AS rest
                     FROM attendance.evaluation_answer a WHERE a.offering_id = ${offeringId}) a
   WHERE a.released OR a.rest > 1 AND ${closedBefore} > (
     SELECT max(r.closed_at) FROM attendance.register r JOIN catalogue.session s ON s.id = r.session_id
      WHERE s.offering_id = ${offeringId}))`;

const COUNTS = EVALUATION_QUESTIONS.flatMap((question) =>
  SCORES.map((score) => `count(*) FILTER (WHERE ${question} = ${score}) AS ${question}_${score}`),
).join(', ');

const scopeOf = (actor: Actor): unknown[] => [actor.id, actor.ledThemes, actor.isAdministrator];

const averageOf = (counts: readonly number[]): number => {
  const answers = counts.reduce((sum, count) => sum + count, 0);
  const total = counts.reduce((sum, count, place) => sum + count * (place + 1), 0);
  return answers === 0 ? 0 : Math.round((total / answers) * 100) / 100;
};
