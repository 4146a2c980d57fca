import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, ShortCache } from '@academie/platform';

import type { Usual } from './forecast';

/** With fewer than this there is no usual; then these are assumed, and the page says so. */
const FEW = 5;
const ASSUMED = { held: 0.9, showUp: { middle: 0.8, low: 0.65, high: 0.95 } };
const LOOK_BACK_DAYS = 365;
/** Offerings that are looked at, the latest first: more make the middle no truer than a hundredth or two. */
const MOST = 200;

/** What is assumed where nothing is known, and of a moment of the past, of which nobody knows any more. */
export const ASSUMED_USUAL: Usual = {
  held: { share: ASSUMED.held, of: 0 },
  showUp: { ...ASSUMED.showUp, of: 0 },
};

/** What usually goes on, and who usually comes. */
@Injectable()
export class UsualQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
  ) {}

  /** In the year until now. */
  now(): Promise<Usual> {
    return this.cache.getOrLoad('targets.usual', () => this.usual(this.clock.now()));
  }

  /**
   * What went on and who came in the year until now; of so many offerings that more tells no more. Each is looked up by
   * itself: joined, the database would at times read what was ever held.
   */
  private async usual(now: Date): Promise<Usual> {
    const row = await this.database.first<{
      held: number;
      cancelled: number;
      counted: number;
      middle: number | null;
      low: number | null;
      high: number | null;
    }>(
      `WITH past AS (
         SELECT o.id, o.status, o.seats_taken FROM catalogue.offering o
          WHERE o.ends_at >= $1 AND o.ends_at < $2 AND o.status IN ('held', 'cancelled')
          ORDER BY o.ends_at DESC, o.id LIMIT $3
       ), shares AS (
         SELECT (e.facts->>'present')::float / past.seats_taken AS share
           FROM past CROSS JOIN LATERAL (
             SELECT facts FROM targets.evidence e
              WHERE e.kind = 'held_event' AND e.source_type = 'offering' AND e.source_id = past.id
                AND e.retracted_at IS NULL LIMIT 1) e
          WHERE past.status = 'held' AND past.seats_taken > 0
       )
       SELECT (SELECT count(*)::int FROM past WHERE status = 'held') AS held,
         (SELECT count(*)::int FROM past WHERE status = 'cancelled') AS cancelled,
         count(*)::int AS counted,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY least(share, 1)) AS middle,
         percentile_cont(0.2) WITHIN GROUP (ORDER BY least(share, 1)) AS low,
         percentile_cont(0.8) WITHIN GROUP (ORDER BY least(share, 1)) AS high
       FROM shares`,
      [addDays(now, -LOOK_BACK_DAYS), now, MOST],
    );
    const { held = 0, cancelled = 0, counted = 0 } = row ?? {};
    const offerings = held + cancelled;
    const enough = counted >= FEW && row?.middle && row.low && row.high;
    return {
      held:
        offerings >= FEW
          ? { share: Math.max(0.1, held / offerings), of: offerings }
          : ASSUMED_USUAL.held,
      showUp: enough
        ? { middle: row.middle ?? 0, low: row.low ?? 0, high: row.high ?? 0, of: counted }
        : ASSUMED_USUAL.showUp,
    };
  }
}
