import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Forgets, rows } from '@academie/platform';

/** What people sent is kept no longer than it is of use. */
@Injectable()
export class ImportRetention {
  /** A validated file waits for a confirmation. */
  @Forgets({
    kind: 'acts.tried-files',
    days: 7,
    least: 1,
    most: 30,
    old: (before) =>
      `SELECT id::text AS key, created_at AS at FROM acts.import
        WHERE state IN ('tried', 'validated') AND created_at < ${before}`,
  })
  async forgetFiles(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, `UPDATE acts.import SET state = 'expired', content = NULL WHERE id = ANY ($1)`, [
      ids,
    ]);
  }

  /** The cells of rejected rows are kept to be mended. */
  @Forgets({
    kind: 'acts.import-rows',
    days: 90,
    least: 7,
    most: 365,
    old: (before) =>
      `SELECT i.id::text AS key, i.created_at AS at FROM acts.import i
        WHERE i.created_at < ${before}
          AND EXISTS (SELECT FROM acts.import_row r WHERE r.import_id = i.id AND r.cells IS NOT NULL)`,
  })
  async forgetCells(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(
      tx,
      'UPDATE acts.import_row SET cells = NULL WHERE import_id = ANY ($1) AND cells IS NOT NULL',
      [ids],
    );
  }
}
