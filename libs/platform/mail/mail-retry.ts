import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { rows } from '../database/database';
import { Clock } from '../time/clock';
import { WITHDRAWN } from './mail-delivery';

/** Sends mail again that failed, from the beginning: as if it had just been written. */
@Injectable()
export class MailRetry {
  constructor(private readonly clock: Clock) {}

  /** Has one mail, or all of the last week, sent again. What was withdrawn stays so. Returns how many. */
  async again(tx: EntityManager, id?: string): Promise<number> {
    const found = await rows(
      tx,
      `UPDATE platform.outgoing_mail
          SET failed_at = NULL, attempts = 0, not_before = NULL, created_at = $1
        WHERE failed_at IS NOT NULL AND last_error <> $2 AND NOT secret
          AND ($3::uuid IS NULL AND failed_at > $1::timestamptz - interval '7 days' OR id = $3)
       RETURNING id`,
      [this.clock.now(), WITHDRAWN, id ?? null],
    );
    return found.length;
  }
}
