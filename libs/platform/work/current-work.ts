import { AsyncLocalStorage } from 'node:async_hooks';

import type { EntityManager } from 'typeorm';

/** A request of somebody who waits for the answer, or work that nobody waits for. */
export type WorkKind = 'request' | 'background';

/** What is being done now, and how long it may take: each statement that it leads to keeps to this. */
export interface Work {
  readonly kind: WorkKind;
  /** The moment at which it has to be done, on the clock of `uptime`. */
  endsAt: number;
  /** The transaction that everything in it belongs to, where there is one. */
  readonly joined?: JoinedTransaction | undefined;
  /** Whether it may read from the replica. */
  readonly fromReplica?: boolean;
  /** Whether the replica has all that the primary had when this work first asked it. */
  replica?: Promise<boolean>;
  /** The span that it is, as header `traceparent` has it, where spans are told to somebody. */
  traceparent?: string | undefined;
}

/** A transaction that commands join instead of beginning their own. */
export interface JoinedTransaction {
  /** Undefined once it has ended: what goes on after that has a connection of its own again. */
  tx: EntityManager | undefined;
  /** Settles when the statement before has: one connection does one thing at a time. */
  last: Promise<unknown>;
}

const current = new AsyncLocalStorage<Work>();

/** Milliseconds on a clock that no change of the time of day moves. */
export const uptime = (): number => performance.now();

/** The work that the caller belongs to; undefined at start, in the command line and in tests. */
export const currentWork = (): Work | undefined => current.getStore();

/** Runs what belongs to this work: all that it starts, later too. */
export const doAs = <T>(work: Work, run: () => T): T => current.run(work, run);

/** Runs a piece of work that nobody waits for. */
export const inBackground = <T>(run: () => T): T =>
  current.run({ kind: 'background', endsAt: Infinity }, run);

/**
 * Runs what several pieces of work share, such as a value that is kept for all: not in the transaction of the
 * first that asked, and not within what that one has left.
 */
export const apart = <T>(run: () => T): T => current.exit(run);
