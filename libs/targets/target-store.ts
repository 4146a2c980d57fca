import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { Countable } from './measures';

/** The targets, as the ledger needs them. */
@Injectable()
export class TargetStore {
  constructor(private readonly database: Database) {}

  /** Targets whose value still follows the evidence: not of a closed plan, not withdrawn. */
  countable(tx?: EntityManager, ids?: readonly string[]): Promise<Countable[]> {
    return this.database.rows<Countable>(
      `SELECT t.id, t.code, t.rule, t.measures, t.period_from::text AS "periodFrom",
         t.period_to::text AS "periodTo"
       FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
       WHERE NOT t.withdrawn AND p.status NOT IN ('closed', 'restated')
         AND ($1::uuid[] IS NULL OR t.id = ANY ($1)) ORDER BY t.id`,
      [ids ?? null],
      tx,
    );
  }
}
