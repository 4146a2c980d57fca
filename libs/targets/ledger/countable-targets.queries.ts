import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { Countable } from '../counting/measures';

/** The targets, as the ledger needs them. */
@Injectable()
export class CountableTargetQueries {
  constructor(private readonly database: Database) {}

  /**
   * Targets whose value follows the evidence: those that were not withdrawn. A closed year is counted
   * too, so that a correction of it is seen; what was reported stands in its snapshots.
   */
  countable(tx?: EntityManager, ids?: readonly string[]): Promise<Countable[]> {
    return this.database.rows<Countable>(
      `SELECT t.id, t.code, t.rule, t.measures, t.period_from::text AS "periodFrom",
         t.period_to::text AS "periodTo"
       FROM targets.target t
       WHERE NOT t.withdrawn AND ($1::uuid[] IS NULL OR t.id = ANY ($1)) ORDER BY t.id`,
      [ids ?? null],
      tx,
    );
  }
}
