import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** What counted for a target at a moment, drawn by lot. */
export interface Drawn {
  /** Ids of contributions, in the order in which they were drawn. */
  ids: string[];
  /** Out of how many. */
  total: number;
}

/** Draws units of a value by lot: the same seed and moment give the same units for ever. */
@Injectable()
export class SampleQueries {
  constructor(private readonly database: Database) {}

  /**
   * Units are drawn by the SHA-256 of the seed and their id, so nobody can know before which ones it will be. A
   * contribution is never changed, only ended: what counted at the moment is found again.
   */
  async draw(
    targetId: string,
    { measure, seed, size, at }: { measure: string; seed: string; size: number; at: Date },
  ): Promise<Drawn> {
    const found = await this.database.rows<{ id: string; total: number }>(
      `SELECT c.id, count(*) OVER ()::int AS total FROM targets.contribution c
        WHERE c.target_id = $1 AND c.measure = $2 AND c.occurred_at <= $3 AND c.counted_at <= $3
          AND (c.uncounted_at IS NULL OR c.uncounted_at > $3)
        ORDER BY sha256(convert_to($4 || ' ' || c.id::text, 'UTF8')), c.id LIMIT $5`,
      [targetId, measure, at, seed, size],
    );
    return { ids: found.map(({ id }) => id), total: found[0]?.total ?? 0 };
  }
}
