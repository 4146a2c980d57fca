import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** Something that counts, or counts otherwise, by labels that were put on after it was held. */
export interface LateLabel {
  evidenceId: string;
  occurredAt: Date;
  changedAt: Date;
  /** Who changed it; a decision about what counts is not anonymous. */
  by: string | null;
}

const MOST = 20;

/** What counts for a target by a label that was put on afterwards. */
@Injectable()
export class LateLabelQueries {
  constructor(private readonly database: Database) {}

  /** Of the value itself, the latest first. */
  of(targetId: string): Promise<LateLabel[]> {
    return this.database.rows<LateLabel>(
      `SELECT e.id AS "evidenceId", e.occurred_at AS "occurredAt", j.recorded_at AS "changedAt", p.name AS by
         FROM targets.contribution c
         JOIN targets.evidence e ON e.id = c.evidence_id AND e.kind = 'held_event'
         JOIN platform.journal j ON j.id = e.journal_id AND j.action IN ('offering.changed', 'course.changed')
         LEFT JOIN people.person_name p ON p.id = j.actor_id
        WHERE c.target_id = $1 AND c.measure = 'value' AND c.uncounted_at IS NULL
          AND j.recorded_at > e.occurred_at
        ORDER BY j.recorded_at DESC, e.id LIMIT $2`,
      [targetId, MOST],
    );
  }
}
