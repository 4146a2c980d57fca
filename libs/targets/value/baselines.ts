import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { Contributions } from '../ledger/contributions';
import { courseContexts } from '../counting/counting.sql';
import { spanOf } from '../counting/measures';
import { personKinds } from '../counting/distinct-persons.counting';
import type { TargetRow } from './target.queries';
import { asksBaseline } from '../rule/distinct-persons.rule';

/** Who took part before the period, frozen. */
@Injectable()
export class Baselines {
  constructor(
    private readonly contexts: ContextCache,
    private readonly contributions: Contributions,
  ) {}

  /**
   * Freezes which participations of before the period are known now, and counts the target by them.
   * Returns how many they are. The caller has the ledger to itself and recorded the baseline.
   */
  async freeze(tx: EntityManager, target: TargetRow): Promise<number> {
    const { rule } = target;
    if (!asksBaseline(rule)) return 0;
    await this.contexts.refresh(tx);
    const { from } = spanOf({ from: target.periodFrom, until: target.periodTo });
    const known = await rows(
      tx,
      `INSERT INTO targets.baseline_member (target_id, source_id)
       SELECT DISTINCT $1::uuid, source_id FROM targets.evidence
        WHERE kind = ANY ($2) AND context_id = ANY ($3) AND occurred_at < $4
          AND person_pseudonym IS NOT NULL
       RETURNING source_id`,
      [
        target.id,
        personKinds[rule.moment],
        courseContexts(this.contexts, { tags: rule.courseTags, kinds: rule.courseKinds }),
        from,
      ],
    );
    await this.contributions.recount(tx, [target.id]);
    return known.length;
  }
}
