import { Injectable } from '@nestjs/common';

import {
  KeepsPersonData,
  type PersonCount,
  type PersonPart,
  type PersonTable,
  unlessThere,
} from '@academie/people';
import { Database, t } from '@academie/platform';

const TURN = { table: 'attendance.evaluation_turn', column: 'person_id', key: 'offering_id' };
const TABLES: PersonTable[] = [
  {
    table: 'attendance.completion',
    column: 'person_id',
    key: 'id',
    // A completion goes where its enrolment went.
    where: `EXISTS (SELECT FROM enrolment.enrolment e WHERE e.id = t.enrolment_id AND e.person_id = $2)`,
  },
  { ...TURN, where: unlessThere(TURN) },
];

/** What somebody attended and finished. */
@Injectable()
@KeepsPersonData()
export class AttendancePersonPart implements PersonPart {
  readonly tables = TABLES;
  readonly erases = [t('attendance.erases.name-on-certificates')];

  constructor(private readonly database: Database) {}

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
         JOIN attendance.completion c ON c.id = coalesce(k.completion_id, k.former_completion_id)
        WHERE c.person_id = ANY ($1) GROUP BY c.person_id`,
      [personIds],
    );
  }
}
