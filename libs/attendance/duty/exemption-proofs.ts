import type { EntityManager } from 'typeorm';

import { type FileStore, rows } from '@academie/platform';

/** Removes the proofs of these exemptions, or of these people; what was decided stays. */
export async function dropProofs(
  tx: EntityManager,
  store: FileStore,
  of: 'id' | 'person_id',
  ids: readonly string[],
): Promise<void> {
  const kept = await rows<{ fileId: string }>(
    tx,
    `SELECT file_id AS "fileId" FROM attendance.duty_exemption
      WHERE ${of} = ANY ($1) AND file_id IS NOT NULL`,
    [ids],
  );
  await store.remove(
    tx,
    kept.map(({ fileId }) => fileId),
  );
}
