import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FileStore, Forgets, rows } from '@academie/platform';

/** The bytes go after a period, as those of grants do. What was looked at stays known, and so does each number. */
@Injectable()
export class ProofFileRetention {
  constructor(private readonly store: FileStore) {}

  @Forgets({
    kind: 'targets.proof-files',
    days: 2557,
    least: 365,
    most: 3653,
    old: (before) =>
      `SELECT id::text AS key, uploaded_at AS at FROM targets.proof_file
        WHERE file_id IS NOT NULL AND uploaded_at < ${before}`,
  })
  forget(tx: EntityManager, ids: readonly string[]): Promise<void> {
    return dropBytes(tx, this.store, ids);
  }
}

/** Lets the bytes of these files go; their rows stay. */
export async function dropBytes(
  tx: EntityManager,
  store: FileStore,
  ids: readonly string[],
): Promise<void> {
  const held = await rows<{ fileId: string }>(
    tx,
    `SELECT file_id AS "fileId" FROM targets.proof_file
      WHERE id = ANY ($1) AND file_id IS NOT NULL ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
  await rows(tx, 'UPDATE targets.proof_file SET file_id = NULL WHERE id = ANY ($1)', [ids]);
  await store.remove(
    tx,
    held.map(({ fileId }) => fileId),
  );
}
