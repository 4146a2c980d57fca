import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, rows } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { type Difference, differences, differencesInParts } from './contribution-diff';
import { among, live } from '../counting/evidence.sql';
import { lockTargets } from './ledger-locks';
import { type CountedMeasure, measuresOf } from '../counting/measures';
import { addToRollups } from './rollups';
import { CountableTargetQueries } from './countable-targets.queries';

/** A piece of evidence that came or went. */
export interface ChangedEvidence {
  id: string;
  kind: string;
  contextId: number;
}

/** Keeps what counts for each target equal to what its rule says of the evidence. */
@Injectable()
export class Contributions {
  constructor(
    private readonly clock: Clock,
    private readonly contexts: ContextCache,
    private readonly targets: CountableTargetQueries,
  ) {}

  /** Counts the subjects these rows of evidence bear on, in the transaction that changed them. */
  async count(tx: EntityManager, changed: readonly ChangedEvidence[]): Promise<void> {
    if (changed.length === 0) return;
    await this.contexts.refresh(tx);
    const concerned = (await this.targets.countable(tx))
      .flatMap((target) => measuresOf(target, this.contexts))
      .filter(({ counter }) => counter.inputs.some((input) => changed.some(isOf(input))));
    if (concerned.length === 0) return;
    await lockTargets(tx, [...new Set(concerned.map(({ targetId }) => targetId))]);
    const ids = among(changed.map(({ id }) => id));
    const found: Difference[] = [];
    for (const measure of concerned) found.push(...(await differences(tx, measure, live, ids)));
    await this.apply(tx, found);
  }

  /**
   * Counts these targets anew from all evidence. Returns how many contributions changed. `onCounted`
   * hears of every measure that is done.
   */
  async recount(
    tx: EntityManager,
    targetIds: readonly string[],
    onCounted: (measure: CountedMeasure) => void = () => undefined,
  ): Promise<number> {
    await this.contexts.refresh(tx);
    await lockTargets(tx, targetIds);
    const counted = await rows<{ id: string }>(
      tx,
      `SELECT DISTINCT target_id AS id FROM targets.contribution
        WHERE target_id = ANY ($1) AND uncounted_at IS NULL`,
      [targetIds],
    );
    let changes = 0;
    for (const target of await this.targets.countable(tx, targetIds)) {
      const measures = measuresOf(target, this.contexts);
      const isNew = !counted.some(({ id }) => id === target.id);
      for (const measure of measures) {
        // A new target of which nothing can count yet needs no question.
        if (!isNew || measure.counter.inputs.some(({ contexts }) => contexts.length > 0))
          for await (const part of differencesInParts(tx, measure, live)) {
            await this.apply(tx, part);
            changes += part.length;
          }
        onCounted(measure);
      }
      if (!isNew) await this.dropOthers(tx, target.id, measures);
    }
    return changes;
  }

  private async apply(tx: EntityManager, found: readonly Difference[]): Promise<void> {
    if (found.length === 0) return;
    const now = this.clock.now();
    const gone = found.filter(({ wasId }) => wasId !== null);
    const counted = found.filter(({ evidenceId }) => evidenceId !== null);
    if (gone.length > 0)
      await rows(
        tx,
        `UPDATE targets.contribution SET uncounted_at = greatest($2, counted_at) WHERE id = ANY ($1)`,
        [gone.map(({ wasId }) => wasId), now],
      );
    if (counted.length > 0) await insertContributions(tx, counted, now);
    await addToRollups(tx, found);
  }

  // A rule that changed with a new version of the plan may have lost a measure.
  private async dropOthers(
    tx: EntityManager,
    targetId: string,
    measures: readonly CountedMeasure[],
  ): Promise<void> {
    const names = measures.map(({ measure }) => measure);
    await rows(
      tx,
      `UPDATE targets.contribution SET uncounted_at = greatest($3, counted_at)
        WHERE target_id = $1 AND measure <> ALL ($2) AND uncounted_at IS NULL`,
      [targetId, names, this.clock.now()],
    );
    await rows(tx, 'DELETE FROM targets.rollup WHERE target_id = $1 AND measure <> ALL ($2)', [
      targetId,
      names,
    ]);
  }
}

const isOf =
  (input: { kinds: readonly string[]; contexts: readonly number[] }) =>
  ({ kind, contextId }: ChangedEvidence): boolean =>
    input.kinds.includes(kind) && input.contexts.includes(contextId);

const insertContributions = (
  tx: EntityManager,
  counted: readonly Difference[],
  now: Date,
): Promise<unknown> =>
  rows(
    tx,
    `INSERT INTO targets.contribution
       (target_id, measure, subject_key, evidence_id, organisation_id, occurred_at, day, grade, quantity, counted_at)
     SELECT u.*, $10 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[],
       $6::timestamptz[], $7::date[], $8::text[], $9::int[]) AS u`,
    [
      counted.map(({ targetId }) => targetId),
      counted.map(({ measure }) => measure),
      counted.map(({ key }) => key),
      counted.map(({ evidenceId }) => evidenceId),
      counted.map(({ organisationId }) => organisationId),
      counted.map(({ occurredAt }) => occurredAt),
      counted.map(({ day }) => day),
      counted.map(({ grade }) => grade),
      counted.map(({ quantity }) => quantity),
      now,
    ],
  );
