import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

/**
 * Whether another one has this name, however it is written; who names one goes one by one until the transaction ends.
 * A name that stays as it is may be like that of another: such doubles were made before.
 */
export async function isNameTaken(
  tx: EntityManager,
  table: 'location' | 'means',
  id: string,
  name: string,
): Promise<boolean> {
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `catalogue.${table}-names`,
  ]);
  const [same] = await rows(
    tx,
    `SELECT 1 FROM catalogue.${table} WHERE id <> $1 AND lower(name) = lower($2)
        AND NOT EXISTS (SELECT FROM catalogue.${table} own WHERE own.id = $1 AND own.name = $2)`,
    [id, name],
  );
  return same !== undefined;
}
