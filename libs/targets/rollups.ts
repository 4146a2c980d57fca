import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import type { Difference } from './differences';

interface Step {
  targetId: string;
  measure: string;
  organisationId: string | null;
  day: string;
  grade: string;
  quantity: number;
}

/** Whoever calls holds the lock on the targets, so nobody else writes these rows. */
export async function addToRollups(tx: EntityManager, found: readonly Difference[]): Promise<void> {
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
  await rows(
    tx,
    `DELETE FROM targets.rollup r USING ${steps$}
      WHERE (r.target_id, r.measure, r.day, r.grade) = (step.target_id, step.measure, step.day, step.grade)
        AND r.organisation_id IS NOT DISTINCT FROM step.organisation_id AND r.quantity = 0`,
    columns,
  );
}

/** What the contributions of a target add up to; $1 is its id. */
export const SUMS = `SELECT target_id, measure, organisation_id, day, grade, sum(quantity)::int AS quantity
  FROM targets.contribution WHERE target_id = $1 AND uncounted_at IS NULL
  GROUP BY target_id, measure, organisation_id, day, grade`;

/** Makes the rollups of a target what its contributions add up to. */
export async function rebuildRollups(tx: EntityManager, targetId: string): Promise<void> {
  await rows(tx, 'DELETE FROM targets.rollup WHERE target_id = $1', [targetId]);
  await rows(
    tx,
    `INSERT INTO targets.rollup (target_id, measure, organisation_id, day, grade, quantity) ${SUMS}`,
    [targetId],
  );
}
