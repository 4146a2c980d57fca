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

/** Something that counts, or counts otherwise, by labels that were put on after it was held. */
export interface LateLabel {
  evidenceId: string;
  occurredAt: Date;
  changedAt: Date;
  /** Who changed it; a decision about what counts is not anonymous. */
  by: string | null;
}

const MOST_LABELS = 20;

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

  /** What counts for the value by a label that was put on after it was held, the latest first. */
  lateLabels(targetId: string): Promise<LateLabel[]> {
    return this.database.rows<LateLabel>(
      `SELECT e.id AS "evidenceId", e.occurred_at AS "occurredAt", j.recorded_at AS "changedAt", p.name AS by
         FROM targets.contribution c
         JOIN targets.evidence e ON e.id = c.evidence_id AND e.kind = 'held_event'
         JOIN platform.journal j ON j.id = e.journal_id AND j.action IN ('offering.changed', 'course.changed')
         LEFT JOIN people.person_name p ON p.id = j.actor_id
        WHERE c.target_id = $1 AND c.measure = 'value' AND c.uncounted_at IS NULL
          AND j.recorded_at > e.occurred_at
        ORDER BY j.recorded_at DESC, e.id LIMIT $2`,
      [targetId, MOST_LABELS],
    );
  }
}
