import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { rows } from '../database/database';
import { Forgets } from '../retention/forgets';

/** Answers are kept for who repeats a call; nobody does so for long. */
@Injectable()
export class AnswerRetention {
  @Forgets({
    kind: 'platform.answers',
    days: 7,
    least: 1,
    most: 90,
    old: (before) =>
      `SELECT credential || ' ' || key AS key, created_at AS at FROM platform.idempotency_key
        WHERE created_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, keys: string[]): Promise<void> {
    // Neither part holds a space.
    await rows(
      tx,
      `DELETE FROM platform.idempotency_key k USING unnest($1::text[]) AS gone (key)
        WHERE k.credential = split_part(gone.key, ' ', 1) AND k.key = split_part(gone.key, ' ', 2)`,
      [keys],
    );
  }
}
