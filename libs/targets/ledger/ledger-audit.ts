import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, Params, type Progress, rows } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { Contributions } from './contributions';
import { differences } from './contribution-diff';
import { knownAt, live } from '../counting/evidence.sql';
import { lockLedgerExclusive } from './ledger-locks';
import { type Countable, type CountedMeasure, measuresOf } from '../counting/measures';
import { rebuildRollups, SUMS } from './rollups';
import { CountableTargetQueries } from './countable-targets.queries';

/** One thing in the ledger that is not what the evidence says. */
export interface Finding {
  target: string;
  measure: string;
  /** English, for the administrator who looks into it. */
  problem: string;
}

/** Proves the ledger, or makes it anew. */
@Injectable()
export class LedgerAudit {
  constructor(
    private readonly database: Database,
    private readonly contexts: ContextCache,
    private readonly contributions: Contributions,
    private readonly targets: CountableTargetQueries,
  ) {}

  /**
   * Counts everything anew from the evidence and reports every difference with what is stored:
   * contributions and rollups of now. Changes nothing. It may run beside the workers, since all
   * reads of a target are one snapshot. `database` may be a more patient one.
   */
  async audit(progress: Progress = () => undefined, database = this.database): Promise<Finding[]> {
    const targets = await this.targets.countable();
    const onCounted = await this.weighed(database, targets, progress);
    const findings: Finding[] = [];
    for (const target of targets)
      findings.push(
        ...(await database.source.transaction('REPEATABLE READ', async (tx) => {
          await this.contexts.refresh(tx);
          const found: Finding[] = [];
          for (const measure of measuresOf(target, this.contexts)) {
            for (const difference of await differences(tx, measure, live))
              found.push({
                target: target.code,
                measure: measure.measure,
                problem: `${difference.key}: counted ${shown(difference.wasQuantity)}, evidence says ${shown(difference.quantity)}`,
              });
            onCounted(measure);
          }
          return [...found, ...(await rollupFindings(tx, target.id, target.code))];
        })),
      );
    return findings;
  }

  /** Subject keys a measure had at a moment, by the evidence known then and by what was counted then. */
  async keysAt(
    targetId: string,
    measure: string,
    moment: Date,
  ): Promise<{ byEvidence: string[]; counted: string[] }> {
    await this.contexts.refresh();
    const [target] = await this.targets.countable(undefined, [targetId]);
    const found =
      target && measuresOf(target, this.contexts).find((one) => one.measure === measure);
    if (!found) return { byEvidence: [], counted: [] };
    const sql = new Params();
    const byEvidence = await this.database.rows<{ key: string }>(
      `SELECT key FROM (${found.counter.subjects(sql, knownAt(moment))}) s ORDER BY key`,
      sql.values,
    );
    const counted = await this.database.rows<{ key: string }>(
      `SELECT subject_key AS key FROM targets.contribution
        WHERE target_id = $1 AND measure = $2 AND counted_at <= $3
          AND (uncounted_at IS NULL OR uncounted_at > $3) ORDER BY key`,
      [targetId, measure, moment],
    );
    return {
      byEvidence: byEvidence.map(({ key }) => key),
      counted: counted.map(({ key }) => key),
    };
  }

  /** Counts every target anew and mends what differs. Returns how many contributions changed. */
  async rebuild(progress: Progress = () => undefined, database = this.database): Promise<number> {
    const targets = await this.targets.countable();
    const onCounted = await this.weighed(database, targets, progress);
    let changes = 0;
    for (const { id } of targets)
      changes += await database.transaction(async (tx) => {
        await lockLedgerExclusive(tx);
        const changed = await this.contributions.recount(tx, [id], onCounted);
        await rebuildRollups(tx, id);
        return changed;
      });
    return changes;
  }

  // A measure takes as long as it has evidence to look at; a row is looked at by each that it may count for.
  private async weighed(
    database: Database,
    targets: readonly Countable[],
    progress: Progress,
  ): Promise<(measure: CountedMeasure) => void> {
    await this.contexts.refresh();
    const numbers = await database.rows<{ kind: string; context: number; number: number }>(
      `SELECT kind, context_id AS context, count(*)::int AS number FROM targets.evidence
        WHERE retracted_at IS NULL GROUP BY 1, 2`,
    );
    const found = new Map(
      numbers.map(({ kind, context, number }) => [`${kind}:${context}`, number]),
    );
    const weightOf = ({ counter }: CountedMeasure): number =>
      counter.inputs
        .flatMap(({ kinds, contexts }) =>
          kinds.flatMap((kind) => contexts.map((id) => `${kind}:${id}`)),
        )
        .reduce((sum, key) => sum + (found.get(key) ?? 0), 0);
    const weights = new Map(
      targets
        .flatMap((target) => measuresOf(target, this.contexts))
        .map((one) => [keyOf(one), weightOf(one)]),
    );
    const of = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    let done = 0;
    progress(done, of);
    return (measure) => progress((done += weights.get(keyOf(measure)) ?? 0), of);
  }
}

const keyOf = ({ targetId, measure }: CountedMeasure): string => `${targetId}:${measure}`;

const shown = (quantity: number | null): string =>
  quantity === null ? 'nothing' : String(quantity);

async function rollupFindings(
  tx: EntityManager,
  targetId: string,
  target: string,
): Promise<Finding[]> {
  const found = await rows<{
    measure: string;
    month: string;
    stored: number | null;
    counted: number | null;
  }>(
    tx,
    `SELECT coalesce(r.measure, c.measure) AS measure,
       to_char(coalesce(r.month, c.month), 'YYYY-MM') AS month,
       r.quantity AS stored, c.quantity AS counted
     FROM (SELECT * FROM targets.rollup WHERE target_id = $1) r
     FULL JOIN (${SUMS}) c ON (r.measure, r.month, r.grade) = (c.measure, c.month, c.grade)
     WHERE r.quantity IS DISTINCT FROM c.quantity`,
    [targetId],
  );
  return found.map(({ measure, month, stored, counted }) => ({
    target,
    measure,
    problem: `sum of ${month}: stored ${shown(stored)}, counted ${shown(counted)}`,
  }));
}
