import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Forgets, rows } from '@academie/platform';

const gone = (tx: EntityManager, ids: string[]): Promise<unknown> =>
  rows(tx, 'DELETE FROM enrolment.bulk_enrolment WHERE id = ANY ($1)', [ids]);

/** Lists hold names and addresses; they are thrown away once nobody needs them. */
@Injectable()
export class BulkRetention {
  /** The answers of a list that was worked through can be looked up for a while. */
  @Forgets({
    kind: 'enrolment.lists',
    days: 30,
    least: 7,
    most: 365,
    old: (before) =>
      `SELECT id::text AS key, created_at AS at FROM enrolment.bulk_enrolment
        WHERE created_at < ${before} AND state = 'finished'`,
  })
  forgetDone(tx: EntityManager, ids: string[]): Promise<unknown> {
    return gone(tx, ids);
  }

  /** A list that was only validated waits for a confirmation. */
  @Forgets({
    kind: 'enrolment.tried-lists',
    days: 7,
    least: 1,
    most: 30,
    old: (before) =>
      `SELECT id::text AS key, created_at AS at FROM enrolment.bulk_enrolment
        WHERE created_at < ${before} AND state <> 'finished'`,
  })
  forgetTried(tx: EntityManager, ids: string[]): Promise<unknown> {
    return gone(tx, ids);
  }
}
