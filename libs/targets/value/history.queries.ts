import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

const ACTIONS = [
  'target.norm-set',
  'target.owners-set',
  'target.baseline-recorded',
  'plan.loaded',
  'plan.continued',
  'plan.closed',
  'plan.restated',
] as const;

/** Something that was decided about a target or its plan. */
export interface Decision {
  action: (typeof ACTIONS)[number];
  at: Date;
  /** Name of the person who decided; a decision about a target is not anonymous. */
  by: string | null;
  reason: string | null;
  data: {
    from?: number | string[];
    to?: number | string[];
    persons?: number;
    version?: string;
    edition?: number;
  };
}

/** What was decided about targets. */
@Injectable()
export class HistoryQueries {
  constructor(private readonly database: Database) {}

  /** The latest first, at most 50. */
  of(target: { id: string; planId: string }): Promise<Decision[]> {
    return this.database.rows<Decision>(
      `SELECT j.action, j.recorded_at AS at, p.name AS by,
         j.reason, j.data
       FROM platform.journal j LEFT JOIN people.person_name p ON p.id = j.actor_id
       WHERE j.subject_id = ANY ($1) AND j.action = ANY ($2)
       ORDER BY j.recorded_at DESC, j.id DESC LIMIT 50`,
      [[target.id, target.planId], ACTIONS],
    );
  }
}
