import { Pool, type PoolConfig, type QueryConfig } from 'pg';

import { uptime, type Work } from '../work/current-work';

/** How often a replica that is a little behind is looked at again, and what lies between. */
const LOOKS = 4;
const PAUSE_MS = 15;
/** One that did not answer is left alone for so long. Milliseconds. */
const LEFT_ALONE_MS = 5_000;

/** What became of the wish to read from the replica; `behind` and `away` read from the primary. */
export type ReplicaOutcome = 'read' | 'behind' | 'away';

/**
 * A standby that reports are read from. It is asked only when it has replayed all that the primary had kept at the
 * moment of asking, so nobody ever reads there what is older than their own last change, or anybody's.
 */
export class Replica {
  readonly outcomes: Record<ReplicaOutcome, number> = { read: 0, behind: 0, away: 0 };
  /** How far it was behind when it was last looked at, in bytes of the log. */
  lagBytes = 0;
  private readonly pool: Pool;
  private notBefore = 0;

  constructor(
    options: PoolConfig,
    private readonly primary: Pool,
  ) {
    this.pool = new Pool(options);
    this.pool.on('error', () => undefined);
  }

  /** The rows of a statement that only reads; undefined when the primary is to be asked. */
  async rows(work: Work, statement: QueryConfig): Promise<unknown[] | undefined> {
    work.replica ??= this.look();
    if (!(await work.replica)) return undefined;
    try {
      return (await this.pool.query<Record<string, unknown>>(statement)).rows;
    } catch {
      // Away, a statement that writes after all, or one that stood in the way of what it replays: the rest of this
      // work goes to the primary, and a fault of the statement is told by that one.
      work.replica = Promise.resolve(false);
      this.outcomes.away += 1;
      return undefined;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async look(): Promise<boolean> {
    const outcome = await this.outcome();
    this.outcomes[outcome] += 1;
    return outcome === 'read';
  }

  private async outcome(): Promise<ReplicaOutcome> {
    if (uptime() < this.notBefore) return 'away';
    const kept = await this.primary.query<{ lsn: string }>(
      'SELECT pg_current_wal_flush_lsn()::text AS lsn',
    );
    try {
      for (let nth = 0; nth < LOOKS; nth += 1) {
        if (nth > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        const { rows } = await this.pool.query<{ behind: string | null }>(
          `SELECT CASE WHEN pg_is_in_recovery() THEN $1::pg_lsn - pg_last_wal_replay_lsn() END AS behind`,
          [kept.rows[0]?.lsn],
        );
        // What follows nobody is no replica: a server of its own, or one that was promoted.
        const behind = rows[0]?.behind ?? undefined;
        if (behind === undefined) return this.leaveAlone();
        this.lagBytes = Math.max(0, Number(behind));
        if (this.lagBytes === 0) return 'read';
      }
      return 'behind';
    } catch {
      return this.leaveAlone();
    }
  }

  private leaveAlone(): ReplicaOutcome {
    this.notBefore = uptime() + LEFT_ALONE_MS;
    return 'away';
  }
}
