import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { addDays } from '../time/amsterdam';
import { Declarations } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';
import { Database, rows } from '../database/database';
import { type Forget, forgets, type KeptKind } from './forgets';

/** A kind of data with its period here. */
export interface Kept extends KeptKind {
  /** Days that hold now. */
  period: number;
  ranAt: Date | null;
  gone: number | null;
}

/** What is older than a period. */
export interface Overdue {
  /** At most MOST_COUNTED: then there are as many or more. */
  count: number;
  oldest: Date | null;
}

/** Enough to know that it is a lot; counting on would keep the page waiting. */
export const MOST_COUNTED = 100_000;
/** Rows that go in one transaction, so that nobody waits long for their locks. */
const PART = 1000;

/** For how long data are kept, as the libs declare and administrators change it. */
@Injectable()
export class Retention implements OnModuleInit {
  private kinds: readonly (KeptKind & { name: string; where: string; forget: Forget })[] = [];

  constructor(
    private readonly declarations: Declarations,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds = this.declarations.methods(forgets).map(({ options, thing, where }) => ({
      ...options,
      name: options.kind,
      forget: thing,
      where,
    }));
    onlyOnce(this.kinds);
  }

  /** All kinds, in the order of the libs. */
  async all(): Promise<Kept[]> {
    const found = await this.database.rows<{
      kind: string;
      days: number | null;
      ranAt: Date | null;
      gone: number | null;
    }>('SELECT kind, days, ran_at AS "ranAt", gone FROM platform.retention_setting');
    const settings = new Map(found.map((row) => [row.kind, row]));
    return this.kinds.map(({ kind, days, least, most, old }) => {
      const set = settings.get(kind);
      // A release may narrow the limits: what was chosen before moves along with them.
      const period = Math.min(most, Math.max(least, set?.days ?? days));
      const { ranAt = null, gone = null } = set ?? {};
      return { kind, days, least, most, old, period, ranAt, gone };
    });
  }

  /** What would go when these were kept for so many days, of all of them in one statement. */
  async overdue(kinds: readonly Pick<Kept, 'old' | 'period'>[]): Promise<Overdue[]> {
    const now = this.clock.now();
    const counts = kinds.map(({ old }, index) => {
      const found = old(`$${index + 1}::timestamptz`);
      return `SELECT ${index} AS nth,
        (SELECT count(*)::int FROM (SELECT 1 FROM (${found}) o LIMIT ${MOST_COUNTED}) c) AS count,
        (SELECT min(at) FROM (${found}) o) AS oldest`;
    });
    return this.database.rows<Overdue & Record<string, unknown>>(
      `SELECT count, oldest FROM (${counts.join(' UNION ALL ')}) c ORDER BY nth`,
      kinds.map(({ period }) => addDays(now, -period)),
    );
  }

  /** Keeps this kind for so many days from now on. Returns what was set before; null for the usual period. */
  async change(tx: EntityManager, kind: string, days: number): Promise<number | null> {
    const [before] = await rows<{ days: number | null }>(
      tx,
      'SELECT days FROM platform.retention_setting WHERE kind = $1 FOR UPDATE',
      [kind],
    );
    await rows(
      tx,
      `INSERT INTO platform.retention_setting (kind, days) VALUES ($1, $2)
       ON CONFLICT (kind) DO UPDATE SET days = $2`,
      [kind, days],
    );
    return before?.days ?? null;
  }

  /**
   * Forgets what is too old of this kind, at most `parts` times a thousand, each in a transaction of its own.
   * Two that do it at once wait for each other. Says how many went, and whether that is all.
   */
  async forget(
    { kind, period }: Kept,
    parts = Infinity,
  ): Promise<{ gone: number; isAll: boolean }> {
    const before = addDays(this.clock.now(), -period);
    let gone = 0;
    let isAll = false;
    for (let part = 0; part < parts && !isAll; part += 1) {
      const went = await this.database.transaction((tx) => this.forgetPart(tx, kind, before));
      gone += went;
      isAll = went < PART;
    }
    await this.database.rows(
      `INSERT INTO platform.retention_setting (kind, ran_at, gone) VALUES ($1, $2, $3)
       ON CONFLICT (kind) DO UPDATE SET ran_at = $2, gone = $3`,
      [kind, this.clock.now(), gone],
    );
    return { gone, isAll };
  }

  private async forgetPart(tx: EntityManager, kind: string, before: Date): Promise<number> {
    const known = this.kinds.find(({ name }) => name === kind);
    if (!known) return 0;
    await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('retention ' || $1))`, [kind]);
    const found = await rows<{ key: string }>(
      tx,
      `SELECT key FROM (${known.old('$1::timestamptz')}) o LIMIT ${PART}`,
      [before],
    );
    const keys = found.map(({ key }) => key);
    if (keys.length > 0) await known.forget(tx, keys);
    return keys.length;
  }
}
