import { Injectable } from '@nestjs/common';

import { Database, padList, ShortCache } from '@academie/platform';

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
  unitId: string;
  occurredAt: Date;
  changedAt: Date;
  /** Who changed it; a decision about what counts is not anonymous. */
  by: string | null;
}

const MOST_LABELS = 20;

/** What a page tells of the past of a target. */
export interface TargetHistory {
  /** The latest first, at most 50. */
  decisions: Decision[];
  /** What counts for the value by a label that was put on after it was held, the latest first. */
  lateLabels: LateLabel[];
}

type Nameless<Row> = Omit<Row, 'by'> & { byId: string | null };

/** What was decided about targets. */
@Injectable()
export class HistoryQueries {
  constructor(
    private readonly database: Database,
    private readonly cache: ShortCache,
  ) {}

  /** As it stood within the last second; by whom is asked each time. */
  async of(target: { id: string; planId: string }): Promise<TargetHistory> {
    const { decisions, lateLabels } = await this.cache.getOrLoad(
      `targets.history.${target.id}`,
      async () => ({
        decisions: await this.decisions(target),
        lateLabels: await this.lateLabels(target.id),
      }),
    );
    const named = await this.withNames([...decisions, ...lateLabels]);
    return {
      decisions: named.slice(0, decisions.length) as Decision[],
      lateLabels: named.slice(decisions.length) as LateLabel[],
    };
  }

  private async withNames<Row extends { byId: string | null }>(
    list: readonly Row[],
  ): Promise<(Omit<Row, 'byId'> & { by: string | null })[]> {
    const ids = new Set(list.flatMap(({ byId }) => byId ?? []));
    const found =
      ids.size === 0
        ? []
        : await this.database.rows<{ id: string; name: string }>(
            'SELECT id, name FROM people.person_name WHERE id = ANY ($1)',
            [padList([...ids])],
          );
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return list.map(({ byId, ...row }) => ({ ...row, by: (byId && names.get(byId)) || null }));
  }

  private decisions(target: { id: string; planId: string }): Promise<Nameless<Decision>[]> {
    return this.database.rows(
      `SELECT action, recorded_at AS at, actor_id AS "byId", reason, data
         FROM platform.journal WHERE subject_id = ANY ($1) AND action = ANY ($2)
        ORDER BY recorded_at DESC, id DESC LIMIT 50`,
      [[target.id, target.planId], ACTIONS],
    );
  }

  // Labels are those of when the registers were closed. What did not count by those, and does by later ones, is said; a
  // register that was opened and closed again takes them over as well as a change of the offering. It begins with what was
  // told otherwise before, which is little, and not with all that counts.
  private lateLabels(targetId: string): Promise<Nameless<LateLabel>[]> {
    return this.database.rows(
      `SELECT c.id AS "unitId", e.occurred_at AS "occurredAt", j.recorded_at AS "changedAt", j.actor_id AS "byId"
         FROM (
           SELECT DISTINCT ON (f.source_id) f.source_id, f.recorded_at, f.id, f.context_id
             FROM targets.evidence f WHERE f.kind = 'held_event' AND f.retracted_at IS NOT NULL
            ORDER BY f.source_id, f.recorded_at, f.id) first
         JOIN targets.evidence e ON e.source_id = first.source_id AND e.kind = 'held_event'
          AND e.retracted_at IS NULL AND e.context_id <> first.context_id
          AND (e.recorded_at, e.id) > (first.recorded_at, first.id)
         JOIN targets.contribution c ON c.evidence_id = e.id
         JOIN targets.context x ON x.id = e.context_id
         JOIN LATERAL (
           SELECT j.recorded_at, j.actor_id FROM platform.journal j
            WHERE j.subject_id IN (e.source_id, (x.facts->>'courseId')::uuid)
              AND j.action IN ('offering.changed', 'course.changed')
              AND j.recorded_at BETWEEN first.recorded_at AND e.recorded_at
            ORDER BY j.recorded_at DESC, j.id DESC LIMIT 1) j ON true
        WHERE c.target_id = $1 AND c.measure = 'value' AND c.uncounted_at IS NULL
          AND NOT EXISTS (
            SELECT FROM targets.contribution p
             WHERE p.evidence_id = first.id AND p.target_id = c.target_id AND p.measure = c.measure)
        ORDER BY j.recorded_at DESC, e.id LIMIT $2`,
      [targetId, MOST_LABELS],
    );
  }
}
