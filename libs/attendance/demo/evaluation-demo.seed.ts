import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, demoId, DemoSeed, insertRows, rows } from '@academie/platform';

import { FEWEST_ANSWERS } from '../evaluation/evaluation-questions';
import { WAS_THERE } from '../evaluation/evaluation.queries';

interface Present {
  offeringId: string;
  course: string;
  personId: string;
}

interface Answered extends Present {
  throwOf: (place: number) => number;
}

const QUESTION = {
  slug: 'bibob-basistraining',
  text: 'Waarover wilt u een vervolg?',
  options: ['Horeca', 'Vastgoed', 'Subsidies', 'Ik hoef geen vervolg'],
};
const LEARNED = [
  'Eerder doorvragen bij een onduidelijke financiering.',
  'Met wie ik het eerst moet bellen.',
  'De checklist, die gebruik ik morgen al.',
  'Dat andere gemeenten met dezelfde vragen zitten.',
];
const BETTER = [
  'Meer tijd voor eigen casussen.',
  'De parkeerplaats was lastig te vinden.',
  'Graag de presentatie vooraf.',
];

/** What the people of the demo thought of what they were at; six in ten answered. */
@Injectable()
export class DemoEvaluationsSeed {
  constructor(private readonly database: Database) {}

  @DemoSeed('attendance.demo-evaluations')
  load(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const loaded = await rows(tx, 'SELECT 1 FROM attendance.evaluation_turn LIMIT 1');
      if (loaded.length > 0) return false;
      const present = await rows<Present>(
        tx,
        `SELECT DISTINCT e.offering_id AS "offeringId", e.person_id AS "personId",
                k.slug AS course
           FROM enrolment.enrolment e JOIN catalogue.course_of_offering o ON o.offering_id = e.offering_id
           JOIN catalogue.known_course k ON k.id = o.course_id WHERE e.state = 'finished' AND ${WAS_THERE}`,
      );
      const answered = present.flatMap(({ offeringId, personId, course }) => {
        const dice = [...Buffer.from(demoId('evaluation', `${offeringId}:${personId}`), 'latin1')];
        const throwOf = (place: number): number => ((dice[place] ?? 0) * 31 + place * 17) % 100;
        return throwOf(0) < 60 ? [{ offeringId, personId, course, throwOf }] : [];
      });
      await insertRows(
        tx,
        'attendance.evaluation_turn',
        answered.map(({ offeringId, personId }) => ({
          offering_id: offeringId,
          person_id: personId,
        })),
      );
      await insertRows(
        tx,
        'attendance.evaluation_answer',
        answered.map(({ offeringId, personId, throwOf }) => ({
          id: demoId('evaluation answer', `${offeringId}:${personId}`),
          offering_id: offeringId,
          overall: scoreOf(throwOf(1)),
          content: scoreOf(throwOf(2)),
          usefulness: scoreOf(throwOf(3)),
          trainer: scoreOf(throwOf(4)),
          organisation: scoreOf(throwOf(5)),
          learned: remarkOf(LEARNED, throwOf(6)),
          better: remarkOf(BETTER, throwOf(7)),
        })),
      );
      await this.addQuestion(tx, answered);
      await rows(
        tx,
        `UPDATE attendance.evaluation_answer SET released = true WHERE offering_id IN (
           SELECT offering_id FROM attendance.evaluation_answer GROUP BY 1 HAVING count(*) >= $1)`,
        [FEWEST_ANSWERS],
      );
      await rows(
        tx,
        `UPDATE attendance.added_answer SET released = true WHERE offering_id IN (
           SELECT offering_id FROM attendance.evaluation_answer WHERE released)`,
      );
      return answered.length > 0;
    });
  }

  // One course asks something of its own; who answered the rest answered that too.
  private async addQuestion(tx: EntityManager, answered: readonly Answered[]): Promise<void> {
    const { slug, text, options } = QUESTION;
    const id = demoId('added question', slug);
    const added = await rows(
      tx,
      `INSERT INTO attendance.added_question (id, course_id, text, kind, options, required)
       SELECT $1, k.id, $3, 'choice', $4, false FROM catalogue.known_course k WHERE k.slug = $2
       RETURNING 1`,
      [id, slug, text, options],
    );
    if (added.length === 0) return;
    await insertRows(
      tx,
      'attendance.added_answer',
      answered
        .filter(({ course }) => course === slug)
        .map(({ offeringId, personId, throwOf }) => ({
          id: demoId('added answer', `${offeringId}:${personId}`),
          offering_id: offeringId,
          question_id: id,
          answer: options[throwOf(8) % options.length],
        })),
    );
  }
}

/** Mostly content, as people are. */
const scoreOf = (dice: number): number =>
  dice < 4 ? 1 : dice < 10 ? 2 : dice < 25 ? 3 : dice < 65 ? 4 : 5;

/** A third of the people writes something. */
const remarkOf = (list: readonly string[], dice: number): string =>
  dice < 33 ? (list[dice % list.length] ?? '') : '';
