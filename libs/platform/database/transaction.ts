import type { PoolClient } from 'pg';
import {
  type DataSource,
  type EntityManager,
  type QueryRunner,
  QueryRunnerAlreadyReleasedError,
} from 'typeorm';

import { uptime, type Work, type WorkKind } from '../work/current-work';
import { isAnswerOfServer, isAway } from './away';
import { ConnectionLost, NotInTime, OutcomeUnknown } from './outcome';
import { LEAST_MS, setLocal, type TimeLimits } from './time-limits';
import { markTrace } from './trace-mark';
import { limit } from './transaction-limits';

/** Longer than the server's own limits, so that those speak first: they undo, and leave the connection whole. */
const GRACE_MS = 150;

/**
 * Runs `work` in a transaction of its own, within the time of the work under way.
 * @throws NotInTime when that is over, ConnectionLost when the line broke between two statements: nothing is done;
 *   OutcomeUnknown when the commit was not answered; what the database or `work` throws: nothing is done
 */
export async function runTransaction<T>(
  source: DataSource,
  limits: Record<WorkKind, TimeLimits>,
  under: Work | undefined,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  const result = await run(runner, limits, under, work);
  await doAfterCommit(runner);
  return result;
}

async function run<T>(
  runner: QueryRunner,
  limits: Record<WorkKind, TimeLimits>,
  under: Work | undefined,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const watch = new Watch(runner, under?.endsAt ?? Infinity);
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction();
    if (under?.kind !== 'request') await runner.query(setLocal(limits.background));
    else limit(runner, limits.request);
    if (under?.traceparent) await markTrace(runner, under.traceparent);
    const result = await work(runner.manager);
    watch.requireTime();
    await commit(client);
    return result;
  } catch (thrown) {
    // The connection of a broken line is given up at once; the next statement says no more than that.
    const isLost = thrown instanceof QueryRunnerAlreadyReleasedError && runner.isReleased;
    const error = isLost ? new ConnectionLost(thrown) : thrown;
    if (error instanceof OutcomeUnknown || isAway(error)) drop(runner, error);
    else await runner.rollbackTransaction().catch((failed: unknown) => drop(runner, failed));
    throw watch.isLate && !(error instanceof OutcomeUnknown) ? new NotInTime(error) : error;
  } finally {
    watch.stop();
    await runner.release();
  }
}

const waiting = new WeakMap<QueryRunner, (() => Promise<unknown>)[]>();

/**
 * Does this once the transaction is kept, before its caller goes on; not when it is undone. For what a database cannot
 * undo. `work` asks again whether it still has to: a part of the transaction that said so may have been undone. It
 * catches what fails in it: else the caller would be told that nothing was done, while all of it is kept.
 */
export function afterCommit(tx: EntityManager, work: () => Promise<unknown>): void {
  const { queryRunner } = tx;
  if (!queryRunner) throw new Error('there is no transaction to wait for');
  waiting.set(queryRunner, [...(waiting.get(queryRunner) ?? []), work]);
}

/** Does what waited for this transaction, which is kept now. */
async function doAfterCommit(runner: QueryRunner): Promise<void> {
  for (const work of waiting.get(runner) ?? []) await work();
}

/** Ends a connection that takes longer than its work has: what is not committed is undone with it. */
class Watch {
  isLate = false;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(
    runner: QueryRunner,
    private readonly endsAt: number,
  ) {
    if (endsAt === Infinity) return;
    this.timer = setTimeout(
      () => {
        this.isLate = true;
        drop(runner, new NotInTime());
      },
      endsAt - uptime() + GRACE_MS,
    );
  }

  /** @throws NotInTime when there is no time left to commit */
  requireTime(): void {
    if (this.endsAt - uptime() < LEAST_MS) throw new NotInTime();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

async function commit(client: PoolClient): Promise<void> {
  const doubt = doubtOf(client);
  const answer = await client.query('COMMIT').catch((error: unknown) => {
    throw isAnswerOfServer(error) ? error : new OutcomeUnknown(error);
  });
  // PostgreSQL answers so when a statement failed and what it said was caught on the way.
  if (answer.command !== 'COMMIT')
    throw new Error('nothing was kept: the database had given up this transaction');
  if (doubt()) throw new OutcomeUnknown();
}

interface Droppable {
  releasePostgresConnection(error: unknown): Promise<void>;
}

/** Ends the connection instead of giving it back, in the middle of a statement too. */
const drop = (runner: QueryRunner, error: unknown): void =>
  void (runner as unknown as Droppable).releasePostgresConnection(
    error instanceof Error ? error : new Error(String(error)),
  );

const doubts = new WeakMap<PoolClient, { count: number }>();

/**
 * Tells whether, since the call, the server warned that it kept something without its standby: it says so and
 * answers as if all were well when its time limit ends the wait (SyncRepWaitForLSN).
 */
export function doubtOf(client: PoolClient): () => boolean {
  let seen = doubts.get(client);
  if (!seen) {
    const mine = { count: 0 };
    client.on('notice', ({ routine }) => {
      if (routine === 'SyncRepWaitForLSN') mine.count += 1;
    });
    doubts.set(client, mine);
    seen = mine;
  }
  const { count } = seen;
  return () => (doubts.get(client)?.count ?? 0) > count;
}
