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
  evidenceId: string;
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

  private lateLabels(targetId: string): Promise<Nameless<LateLabel>[]> {
    return this.database.rows(
      `SELECT e.id AS "evidenceId", e.occurred_at AS "occurredAt", j.recorded_at AS "changedAt", j.actor_id AS "byId"
         FROM targets.contribution c
         JOIN targets.evidence e ON e.id = c.evidence_id AND e.kind = 'held_event'
         JOIN platform.journal j ON j.id = e.journal_id AND j.action IN ('offering.changed', 'course.changed')
        WHERE c.target_id = $1 AND c.measure = 'value' AND c.uncounted_at IS NULL
          AND j.recorded_at > e.occurred_at
        ORDER BY j.recorded_at DESC, e.id LIMIT $2`,
      [targetId, MOST_LABELS],
    );
  }
}
