import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, rows } from '@academie/platform';

import { Contexts } from './contexts';
import { among, live, Params, type Scope } from './evidence-select';
import { lockTargets } from './ledger-locks';
import { type CountedMeasure, measuresOf } from './measures';
import { TargetStore } from './target-store';

/** A subject whose contribution is not what the evidence says. */
export interface Difference {
  targetId: string;
  measure: string;
  key: string;
  /** The contribution that is there. */
  wasId: string | null;
  wasOrganisationId: string | null;
  wasDay: string | null;
  wasGrade: string | null;
  wasQuantity: number | null;
  /** What it should be. */
  evidenceId: string | null;
  organisationId: string | null;
  occurredAt: Date | null;
  day: string | null;
  grade: string | null;
  quantity: number | null;
}

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
    private readonly contexts: Contexts,
    private readonly targets: TargetStore,
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

  /** Counts these targets anew from all evidence. Returns how many contributions changed. */
  async recount(tx: EntityManager, targetIds: readonly string[]): Promise<number> {
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
      const found: Difference[] = [];
      for (const measure of measures)
        // A new target of which nothing can count yet needs no question.
        if (!isNew || measure.counter.inputs.some(({ contexts }) => contexts.length > 0))
          found.push(...(await differences(tx, measure, live)));
      await this.apply(tx, found);
      if (!isNew) await this.dropOthers(tx, target.id, measures);
      changes += found.length;
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

/**
 * Where the contributions of a measure are not what the evidence in `scope` says. With `changed`
 * only the subjects that this evidence bears on are looked at.
 */
export async function differences(
  tx: EntityManager,
  { targetId, measure, counter }: CountedMeasure,
  scope: Scope,
  changed?: Scope,
): Promise<Difference[]> {
  const sql = new Params();
  const keys = changed && '(SELECT keys FROM touched)';
  const touched =
    changed &&
    `touched AS MATERIALIZED (
       SELECT coalesce(array_agg(DISTINCT key), '{}') AS keys FROM (${counter.touched(sql, changed)}) t),`;
  const text = `WITH ${touched ?? ''}
    now AS MATERIALIZED (${counter.subjects(sql, scope, keys)}),
    was AS (
      SELECT * FROM targets.contribution
       WHERE target_id = ${sql.add(targetId)} AND measure = ${sql.add(measure)} AND uncounted_at IS NULL
         ${keys ? `AND subject_key = ANY (${keys}::text[])` : ''})
    SELECT ${sql.add(targetId)}::uuid AS "targetId", ${sql.add(measure)}::text AS measure,
      coalesce(now.key, was.subject_key) AS key, was.id AS "wasId",
      was.organisation_id AS "wasOrganisationId", was.day::text AS "wasDay", was.grade AS "wasGrade",
      was.quantity AS "wasQuantity", now.evidence_id AS "evidenceId",
      now.organisation_id AS "organisationId", now.occurred_at AS "occurredAt",
      (now.occurred_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS day, now.grade, now.quantity
    FROM now FULL JOIN was ON was.subject_key = now.key
    WHERE (was.evidence_id, was.organisation_id, was.occurred_at, was.grade, was.quantity)
      IS DISTINCT FROM (now.evidence_id, now.organisation_id, now.occurred_at, now.grade, now.quantity)`;
  return rows<Difference>(tx, text, sql.values);
}

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

interface Step {
  targetId: string;
  measure: string;
  organisationId: string | null;
  day: string;
  grade: string;
  quantity: number;
}

/** Whoever calls holds the lock on the targets, so nobody else writes these rows. */
async function addToRollups(tx: EntityManager, found: readonly Difference[]): Promise<void> {
  const steps = new Map<string, Step>();
  const add = (step: Step): void => {
    const key = [step.targetId, step.measure, step.organisationId, step.day, step.grade].join('|');
    const before = steps.get(key)?.quantity ?? 0;
    steps.set(key, { ...step, quantity: before + step.quantity });
  };
  for (const { targetId, measure, ...difference } of found) {
    const { wasId, wasDay, wasGrade, wasQuantity, evidenceId, day, grade, quantity } = difference;
    const same = { targetId, measure };
    if (wasId !== null && wasDay !== null && wasGrade !== null && wasQuantity !== null)
      add({
        ...same,
        organisationId: difference.wasOrganisationId,
        day: wasDay,
        grade: wasGrade,
        quantity: -wasQuantity,
      });
    if (evidenceId !== null && day !== null && grade !== null && quantity !== null)
      add({ ...same, organisationId: difference.organisationId, day, grade, quantity });
  }
  const changed = [...steps.values()].filter(({ quantity }) => quantity !== 0);
  if (changed.length === 0) return;
  const columns = [
    changed.map(({ targetId }) => targetId),
    changed.map(({ measure }) => measure),
    changed.map(({ organisationId }) => organisationId),
    changed.map(({ day }) => day),
    changed.map(({ grade }) => grade),
    changed.map(({ quantity }) => quantity),
  ];
  const steps$ = `unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::text[], $6::int[])
    AS step (target_id, measure, organisation_id, day, grade, quantity)`;
  await rows(
    tx,
    `UPDATE targets.rollup r SET quantity = r.quantity + step.quantity FROM ${steps$}
      WHERE (r.target_id, r.measure, r.day, r.grade) = (step.target_id, step.measure, step.day, step.grade)
        AND r.organisation_id IS NOT DISTINCT FROM step.organisation_id AND step.quantity < 0`,
    columns,
  );
  await rows(
    tx,
    `INSERT INTO targets.rollup AS r (target_id, measure, organisation_id, day, grade, quantity)
     SELECT * FROM ${steps$} WHERE quantity > 0
     ON CONFLICT ON CONSTRAINT rollup_key DO UPDATE SET quantity = r.quantity + excluded.quantity`,
    columns,
  );
  await rows(tx, 'DELETE FROM targets.rollup WHERE target_id = ANY ($1) AND quantity = 0', [
    [...new Set(changed.map(({ targetId }) => targetId))],
  ]);
}
