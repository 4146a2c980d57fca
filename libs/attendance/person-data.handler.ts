import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  KeepsPersonData,
  type PersonCount,
  type PersonPart,
  type PersonTable,
  unlessThere,
} from '@academie/people';
import { Database, FileStore, rows, t } from '@academie/platform';

import { dropProofs } from './duty/exemption-proofs';

const TURN = { table: 'attendance.evaluation_turn', column: 'person_id', key: 'offering_id' };
const OBSERVER = {
  table: 'attendance.exercise_observer',
  column: 'person_id',
  key: 'session_id',
};
const OBSERVATION = {
  table: 'attendance.exercise_observation',
  column: 'author_id',
  key: 'id',
};
const TABLES: PersonTable[] = [
  {
    table: 'attendance.completion',
    column: 'person_id',
    key: 'id',
    // A completion goes where its enrolment went.
    where: `EXISTS (SELECT FROM enrolment.enrolment e WHERE e.id = t.enrolment_id AND e.person_id = $2)`,
  },
  {
    table: 'attendance.programme_completion',
    column: 'person_id',
    key: 'id',
    where: `t.revoked_at IS NOT NULL OR NOT EXISTS (SELECT FROM attendance.programme_completion x
      WHERE x.person_id = $2 AND x.programme_id = t.programme_id AND x.revoked_at IS NULL)`,
  },
  { ...TURN, where: unlessThere(TURN) },
  { ...OBSERVER, where: unlessThere(OBSERVER) },
  {
    ...OBSERVATION,
    where: `NOT EXISTS (SELECT FROM attendance.exercise_observation x
      WHERE x.author_id = $2 AND x.step_id = t.step_id)`,
  },
  { table: 'attendance.exercise_lesson', column: 'owner_id', key: 'id' },
  { table: 'attendance.session_note', column: 'author_id', key: 'id' },
  {
    table: 'attendance.duty_exemption',
    column: 'person_id',
    key: 'id',
    where: `t.state <> 'asked' OR NOT EXISTS (SELECT FROM attendance.duty_exemption x
      WHERE x.person_id = $2 AND x.course_id = t.course_id AND x.state = 'asked')`,
  },
  {
    // What stays behind ends when duties are settled: nobody has two for one course.
    table: 'attendance.duty',
    column: 'person_id',
    key: 'id',
    where: `NOT EXISTS (SELECT FROM attendance.duty x WHERE x.person_id = $2 AND x.course_id = t.course_id
      AND (x.cycle = t.cycle OR x.state = 'open' AND t.state = 'open'))`,
  },
];

/** What somebody attended and finished. */
@Injectable()
@KeepsPersonData()
export class AttendancePersonPart implements PersonPart {
  readonly tables = TABLES;
  readonly erases = [
    t('attendance.erases.name-on-certificates'),
    t('attendance.erases.earlier-learning'),
  ];

  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
  ) {}

  counts(personIds: readonly string[]): Promise<PersonCount[]> {
    return this.database.rows<PersonCount & Record<string, unknown>>(
      `SELECT e.person_id AS "personId", 'vermeldingen op presentielijsten' AS label, count(*)::int AS count
         FROM (SELECT DISTINCT e.person_id, m.enrolment_id, m.session_id
                 FROM enrolment.enrolment e JOIN attendance.mark m ON m.enrolment_id = e.id
                WHERE e.person_id = ANY ($1)) e GROUP BY e.person_id
       UNION ALL
       SELECT person_id, 'afrondingen', count(*)::int FROM attendance.completion
        WHERE person_id = ANY ($1) AND revoked_at IS NULL GROUP BY person_id
       UNION ALL
       SELECT c.person_id, 'certificaten', count(*)::int
         FROM attendance.certificate k
         JOIN attendance.certified c
           ON c.id = coalesce(k.completion_id, k.former_completion_id, k.programme_completion_id)
        WHERE c.person_id = ANY ($1) GROUP BY c.person_id
       UNION ALL
       SELECT person_id, 'verplichtingen', count(*)::int FROM attendance.duty
        WHERE person_id = ANY ($1) GROUP BY person_id`,
      [personIds],
    );
  }

  /** What was decided stays, of somebody without a name; the words and the proof go. */
  async erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    await dropProofs(tx, this.store, 'person_id', personIds);
    await rows(
      tx,
      `UPDATE attendance.duty_exemption SET reason = $2, decision = '',
              state = CASE state WHEN 'asked' THEN 'withdrawn' ELSE state END WHERE person_id = ANY ($1)`,
      [personIds, t('attendance.duty.erased-reason')],
    );
  }
}
