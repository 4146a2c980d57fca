import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Forgets, rows } from '@academie/platform';

/** What is kept of deliveries, and for how long. That there was one stays: it counts. */
@Injectable()
export class DeliveryRetention {
  /** Whom to call on the day itself is of no use long after it. */
  @Forgets({
    kind: 'acts.delivery-contacts',
    days: 365,
    least: 30,
    most: 1095,
    old: (before) =>
      `SELECT id::text AS key, last_day::timestamptz AS at FROM acts.delivery
        WHERE last_day < ${before} AND (contact <> '' OR purpose <> '' OR reason NOT IN ('', '-'))`,
  })
  async forgetContacts(tx: EntityManager, ids: string[]): Promise<void> {
    // A refusal always has a reason; a dash stands for one that was forgotten.
    await rows(
      tx,
      `UPDATE acts.delivery SET contact = '', purpose = '', reason = CASE WHEN reason = '' THEN '' ELSE '-' END
        WHERE id = ANY ($1)`,
      [ids],
    );
  }
}
