import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import { type ActFacts, factsOf, liveFactsAfter } from './act-facts';

/** Reads acts. */
@Injectable()
export class ActQueries {
  constructor(private readonly database: Database) {}

  /** The acts with these ids, retracted ones too; in no particular order. For whoever counts. */
  facts(ids: readonly string[], tx?: EntityManager): Promise<ActFacts[]> {
    return factsOf(this.database, ids, tx);
  }

  /**
   * All acts that were not retracted, `limit` at a time in the order of their ids: to recount from
   * the beginning. Start without `afterId`, go on with the last id of the batch before.
   */
  liveFacts(afterId: string | undefined, limit: number, tx?: EntityManager): Promise<ActFacts[]> {
    return liveFactsAfter(this.database, afterId, limit, tx);
  }
}
