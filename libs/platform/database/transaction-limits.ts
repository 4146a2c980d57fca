import type { EntityManager, QueryRunner } from 'typeorm';

import { currentWork, uptime } from '../work/current-work';
import { NotInTime } from './outcome';
import { LEAST_MS, setLocal, type TimeLimits } from './time-limits';

/** Slower than this, a transaction asks anew how much time is left. Milliseconds. */
const SLACK_MS = 250;

/** Keeps each statement of one transaction within what is left of the time of its work. */
class TransactionLimits {
  /** What the server gives a statement now. */
  private given: number;

  constructor(
    private readonly runner: QueryRunner,
    private readonly limits: TimeLimits,
    private readonly endsAt: number,
  ) {
    this.given = limits.statement;
  }

  /** @throws NotInTime when there is no time left for another statement */
  async keep(): Promise<void> {
    const left = this.endsAt - uptime();
    if (left < LEAST_MS) throw new NotInTime();
    if (left > this.given - SLACK_MS) return;
    this.given = left;
    await this.runner.query(
      setLocal({ ...this.limits, statement: left, lock: Math.min(left, this.limits.lock) }),
    );
  }
}

const known = new WeakMap<QueryRunner, TransactionLimits>();

/** Puts the transaction that this runner began under the limits. */
export function limit(runner: QueryRunner, limits: TimeLimits): void {
  const endsAt = currentWork()?.endsAt ?? Infinity;
  if (endsAt < Infinity) known.set(runner, new TransactionLimits(runner, limits, endsAt));
}

/** To be asked before each statement of `tx`. @throws NotInTime */
export async function keepWithinLimits(tx: EntityManager): Promise<void> {
  if (tx.queryRunner) await known.get(tx.queryRunner)?.keep();
}
