import { Injectable } from '@nestjs/common';

import {
  KeepsPersonData,
  type PersonCount,
  type PersonPart,
  type PersonTable,
  unlessThere,
} from '@academie/people';
import { Database } from '@academie/platform';

const TRAINERS = {
  table: 'catalogue.offering_trainer',
  column: 'person_id',
  key: 'offering_id',
};
const INVITED = { table: 'catalogue.invited_person', column: 'person_id', key: 'offering_id' };
const SESSIONS = { table: 'catalogue.session_trainer', column: 'person_id', key: 'session_id' };
const TABLES: PersonTable[] = [
  {
    ...SESSIONS,
    where: `${unlessThere(SESSIONS)} AND t.stands_in_for IS DISTINCT FROM $2`,
  },
  {
    table: 'catalogue.session_trainer',
    column: 'stands_in_for',
    key: 'session_id',
    where: 't.person_id <> $2',
  },
  { ...TRAINERS, where: unlessThere(TRAINERS) },
  { table: 'catalogue.offering', column: 'organiser_id', key: 'id' },
  { ...INVITED, where: unlessThere(INVITED) },
  { table: 'catalogue.material', column: 'added_by', key: 'id' },
  { table: 'catalogue.trainer_absence', column: 'person_id', key: 'id' },
];

/** What somebody gives and organises. */
@Injectable()
@KeepsPersonData()
export class CataloguePersonPart implements PersonPart {
  readonly tables = TABLES;

  constructor(private readonly database: Database) {}

  counts(personIds: readonly string[]): Promise<PersonCount[]> {
    return this.database.rows<PersonCount & Record<string, unknown>>(
      `SELECT person_id AS "personId", 'groepen als trainer' AS label, count(*)::int AS count
         FROM catalogue.offering_trainer WHERE person_id = ANY ($1) GROUP BY person_id
       UNION ALL
       SELECT organiser_id, 'groepen als organisator', count(*)::int
         FROM catalogue.offering WHERE organiser_id = ANY ($1) GROUP BY organiser_id`,
      [personIds],
    );
  }
}
