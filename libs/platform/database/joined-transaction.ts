import type { EntityManager } from 'typeorm';

import { currentWork, doAs, type JoinedTransaction } from '../work/current-work';

/**
 * Runs `work` as a part of the transaction that the work under way has: undone by itself when it throws, kept only
 * when that one is kept.
 */
export const joinTransaction = <T>(
  joined: JoinedTransaction,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> => inTurn(joined, (outer) => outer.transaction((tx) => joining(tx, () => work(tx))));

/** Runs `work` so that what it commands joins `tx`, until it has ended. */
export async function joining<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
  const under = currentWork() ?? { kind: 'request', endsAt: Infinity };
  const joined: JoinedTransaction = { tx, last: Promise.resolve() };
  try {
    return await doAs({ ...under, joined }, work);
  } finally {
    joined.tx = undefined;
  }
}

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
