import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  type Move,
  moveRows,
  moveRowsBack,
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

  move(tx: EntityManager, from: string, into: string): Promise<Move[]> {
    return moveRows(tx, TABLES, from, into);
  }

  moveBack(tx: EntityManager, from: string, into: string, moves: readonly Move[]): Promise<void> {
    return moveRowsBack(tx, TABLES, from, into, moves);
  }
}
