import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

const LEDGER = 7_264_100;
const ORIGINS = 7_264_101;
const TARGETS = 7_264_102;

/** Workers may count at the same time, except while the set of targets changes or all is counted anew. */
export const lockLedgerShared = (tx: EntityManager): Promise<unknown> =>
  rows(tx, 'SELECT pg_advisory_xact_lock_shared($1, 0)', [LEDGER]);

/** Alone with the whole ledger until the transaction ends. */
export const lockLedgerExclusive = (tx: EntityManager): Promise<unknown> =>
  rows(tx, 'SELECT pg_advisory_xact_lock($1, 0)', [LEDGER]);

/** One at a time derives the facts of an origin. Taken in order and before any target. */
export const lockOrigins = (tx: EntityManager, ids: readonly string[]): Promise<unknown> =>
  lockEach(tx, ORIGINS, ids);

/**
 * One at a time counts for a target. Without it two workers that count the same subject would each
 * look before the other has committed, and the second would keep what the first already replaced.
 */
export const lockTargets = (tx: EntityManager, ids: readonly string[]): Promise<unknown> =>
  lockEach(tx, TARGETS, ids);

// Each transaction takes the locks in the same order, so that there is no deadlock.
const lockEach = (tx: EntityManager, kind: number, ids: readonly string[]): Promise<unknown> =>
  rows(
    tx,
    `SELECT pg_advisory_xact_lock($1::int, key) FROM (
       SELECT DISTINCT hashtext(id) AS key FROM unnest($2::text[]) AS id ORDER BY key) k`,
    [kind, ids],
  );
