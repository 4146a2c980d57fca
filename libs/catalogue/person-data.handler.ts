import { Injectable, type OnModuleInit } from '@nestjs/common';

import {
  type PersonCount,
  type PersonPart,
  PersonParts,
  type PersonTable,
  unlessThere,
} from '@academie/people';
import { Database } from '@academie/platform';

const TRAINERS = {
  table: 'catalogue.offering_trainer',
  column: 'person_id',
  key: 'offering_id',
};
const TABLES: PersonTable[] = [
  { ...TRAINERS, where: unlessThere(TRAINERS) },
  { table: 'catalogue.offering', column: 'organiser_id', key: 'id' },
];

/** What somebody gives and organises. */
@Injectable()
export class CataloguePersonPart implements PersonPart, OnModuleInit {
  readonly tables = TABLES;

  constructor(
    private readonly parts: PersonParts,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.parts.add(this);
  }

  counts(personIds: readonly string[]): Promise<PersonCount[]> {
    return this.database.rows<PersonCount & Record<string, unknown>>(
      `SELECT person_id AS "personId", 'uitvoeringen als trainer' AS label, count(*)::int AS count
         FROM catalogue.offering_trainer WHERE person_id = ANY ($1) GROUP BY person_id
       UNION ALL
       SELECT organiser_id, 'uitvoeringen als organisator', count(*)::int
         FROM catalogue.offering WHERE organiser_id = ANY ($1) GROUP BY organiser_id`,
      [personIds],
    );
  }
}
