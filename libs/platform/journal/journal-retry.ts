import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { rows } from '../database/database';

/** Has work after events that failed tried at once, instead of after its pause. */
@Injectable()
export class JournalRetry {
  /** Returns how many pieces of work that are. */
  async now(tx: EntityManager): Promise<number> {
    const found = await rows(
      tx,
      `UPDATE platform.journal_pending SET not_before = NULL
        WHERE attempts > 0 AND not_before IS NOT NULL RETURNING 1 AS one`,
    );
    return found.length;
  }
}
