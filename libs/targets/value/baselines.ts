import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, Params, rows, ShortCache } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { courseContexts } from '../counting/counting.sql';
import { personKinds } from '../counting/distinct-persons.counting';
import { spanOf } from '../counting/measures';
import { asksBaseline, type DistinctPersonsRule } from '../rule/distinct-persons.rule';
import type { TargetRow } from './target.queries';

/** People who took part before the period, and of whom nobody knew when the baseline was recorded. */
export interface LateBefore {
  persons: number;
  /** Of those, who took part in the period too: they would have been extra. */
  inPeriod: number;
}

type Asked = Pick<TargetRow, 'id' | 'rule' | 'baseline' | 'periodFrom' | 'periodTo'>;

/** Who took part before the period, as it was known when the baseline was recorded and as it is known now. */
@Injectable()
export class Baselines {
  constructor(
    private readonly database: Database,
    private readonly contexts: ContextCache,
    private readonly cache: ShortCache,
  ) {}

  /** Keeps which participations of before the period are known now. Returns how many they are. */
  async freeze(tx: EntityManager, target: Asked): Promise<number> {
    const { rule } = target;
    if (!asksBaseline(rule)) return 0;
    await this.contexts.refresh(tx);
    const sql = new Params();
    const known = await rows(
      tx,
      `INSERT INTO targets.baseline_member (target_id, source_id)
       SELECT DISTINCT ${sql.add(target.id)}::uuid, e.source_id FROM targets.evidence e
        WHERE ${this.before(sql, target, rule)}
       RETURNING source_id`,
      sql.values,
    );
    return known.length;
  }

  /** What came in since about the time before; undefined where no baseline was recorded. */
  async late(target: Asked): Promise<LateBefore | undefined> {
    const { rule, baseline } = target;
    if (!asksBaseline(rule) || !baseline) return undefined;
    return this.cache.getOrLoad(`targets.late-before.${target.id}`, () =>
      this.lateNow(target, rule),
    );
  }

  private async lateNow(target: Asked, rule: DistinctPersonsRule): Promise<LateBefore | undefined> {
    await this.contexts.refresh();
    const sql = new Params();
    const before = this.before(sql, target, rule);
    const [kinds, contexts] = this.found(rule);
    const { from, until } = spanOf({ from: target.periodFrom, until: target.periodTo });
    return this.database.first<LateBefore & Record<string, unknown>>(
      `WITH late AS (
         SELECT e.person_pseudonym AS person FROM targets.evidence e
           LEFT JOIN targets.baseline_member b
             ON b.target_id = ${sql.add(target.id)} AND b.source_id = e.source_id
          WHERE ${before} AND e.retracted_at IS NULL
          GROUP BY e.person_pseudonym HAVING count(b.source_id) = 0
       )
       SELECT count(*)::int AS persons, count(*) FILTER (WHERE EXISTS (
           SELECT FROM targets.evidence e
            WHERE e.person_pseudonym = late.person AND e.retracted_at IS NULL
              AND e.kind = ANY (${sql.add(kinds)}) AND e.context_id = ANY (${sql.add(contexts)})
              AND e.organisation_id IS NOT NULL
              AND e.occurred_at >= ${sql.add(from)} AND e.occurred_at < ${sql.add(until)}))::int AS "inPeriod"
         FROM late`,
      sql.values,
    );
  }

  private before(sql: Params, target: Asked, rule: DistinctPersonsRule): string {
    const [kinds, contexts] = this.found(rule);
    const { from } = spanOf({ from: target.periodFrom, until: target.periodTo });
    return `e.kind = ANY (${sql.add(kinds)}) AND e.context_id = ANY (${sql.add(contexts)})
      AND e.occurred_at < ${sql.add(from)} AND e.person_pseudonym IS NOT NULL`;
  }

  private found(rule: DistinctPersonsRule): [kinds: string[], contexts: readonly number[]] {
    const { courseTags: tags, courseKinds: kinds } = rule;
    return [personKinds[rule.moment], courseContexts(this.contexts, { tags, kinds })];
  }
}
