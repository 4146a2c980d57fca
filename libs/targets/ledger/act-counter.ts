import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ActCounter, type CountedFor, type CountedPeriod, CountsActs } from '@academie/acts';
import { Database } from '@academie/platform';

import { ProofFileQueries } from '../proof-file/proof-file.queries';
import { VALUE } from '../counting/measure-names';

/** Tells the lib of acts what becomes of them. */
@Injectable()
@CountsActs()
export class TargetActCounter implements ActCounter {
  constructor(
    private readonly database: Database,
    private readonly proof: ProofFileQueries,
  ) {}

  periods(): Promise<CountedPeriod[]> {
    return this.database.rows<CountedPeriod>(
      `SELECT period_from::text AS from, period_to::text AS until,
         status IN ('closed', 'restated') AS "isClosed"
       FROM targets.plan ORDER BY year`,
    );
  }

  countsFor(actId: string): Promise<CountedFor[]> {
    return this.database.rows<CountedFor>(
      `SELECT DISTINCT t.id AS "targetId", t.code, t.title
       FROM targets.evidence e
       JOIN targets.contribution c ON c.evidence_id = e.id AND c.uncounted_at IS NULL AND c.measure = $2
         AND c.grade <> 'C'
       JOIN targets.target t ON t.id = c.target_id
       WHERE e.source_id = $1 AND e.source_type = 'act' AND e.retracted_at IS NULL ORDER BY t.code`,
      [actId, VALUE],
    );
  }

  shown(actIds: readonly string[], tx: EntityManager): Promise<ReadonlySet<string>> {
    return this.proof.shown(actIds, tx);
  }
}
