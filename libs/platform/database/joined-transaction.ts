import type { EntityManager } from 'typeorm';

import { doAs, type JoinedTransaction, type Work } from '../work/current-work';

/**
 * Runs `work` as a part of the transaction that the work under way has: undone by itself when it throws, kept only
 * when that one is kept.
 */
export const joinTransaction = <T>(
  under: Work,
  joined: JoinedTransaction,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> =>
  inTurn(joined, (outer) =>
    outer.transaction(async (tx) => {
      const mine: JoinedTransaction = { tx, last: Promise.resolve() };
      try {
        return await doAs({ ...under, joined: mine }, () => work(tx));
      } finally {
        mine.tx = undefined;
      }
    }),
  );

/** Runs something on the connection of a joined transaction, after what was asked of it before. */
export function inTurn<T>(
  joined: JoinedTransaction,
  run: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const result = joined.last.then(() => {
    if (!joined.tx) throw new Error('the transaction to be joined has ended');
    return run(joined.tx);
  });
  joined.last = result.catch(() => undefined);
  return result;
}
