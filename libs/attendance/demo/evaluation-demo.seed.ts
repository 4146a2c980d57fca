import { Injectable } from '@nestjs/common';

import { Database, demoId, DemoSeed, insertRows, rows } from '@academie/platform';

import { FEWEST_ANSWERS } from '../evaluation/evaluation-questions';
import { WAS_THERE } from '../evaluation/evaluation.queries';

interface Present {
  offeringId: string;
  personId: string;
}

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
        `SELECT DISTINCT e.offering_id AS "offeringId", e.person_id AS "personId"
           FROM enrolment.enrolment e WHERE e.state = 'finished' AND ${WAS_THERE}`,
      );
      const answered = present.flatMap(({ offeringId, personId }) => {
        const dice = [...Buffer.from(demoId('evaluation', `${offeringId}:${personId}`), 'latin1')];
        const throwOf = (place: number): number => ((dice[place] ?? 0) * 31 + place * 17) % 100;
        return throwOf(0) < 60 ? [{ offeringId, personId, throwOf }] : [];
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
      await rows(
        tx,
        `UPDATE attendance.evaluation_answer SET released = true WHERE offering_id IN (
           SELECT offering_id FROM attendance.evaluation_answer GROUP BY 1 HAVING count(*) >= $1)`,
        [FEWEST_ANSWERS],
      );
      return answered.length > 0;
    });
  }
}

/** Mostly content, as people are. */
const scoreOf = (dice: number): number =>
  dice < 4 ? 1 : dice < 10 ? 2 : dice < 25 ? 3 : dice < 65 ? 4 : 5;

/** A third of the people writes something. */
const remarkOf = (list: readonly string[], dice: number): string =>
  dice < 33 ? (list[dice % list.length] ?? '') : '';
