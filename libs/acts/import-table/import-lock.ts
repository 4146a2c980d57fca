import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

/**
 * Rows that are looked at, written or taken back in one transaction. A file that is no longer is done before its
 * request is answered, a longer one goes on in the background (docs/decisions/0083).
 */
export const CHUNK_ROWS = 2500;

/** Two imports that hold the same rows in another order would wait for each other. */
export const lockImports = (tx: EntityManager): Promise<unknown> =>
  rows(tx, `SELECT pg_advisory_xact_lock(hashtext('acts.import'))`);
