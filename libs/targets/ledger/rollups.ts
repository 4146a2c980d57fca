import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import type { Difference } from './contribution-diff';

interface Step {
  targetId: string;
  measure: string;
  month: string;
  grade: string;
  quantity: number;
}

/** The caller holds the lock on the targets, so no other transaction writes these rows. */
export async function addToRollups(tx: EntityManager, found: readonly Difference[]): Promise<void> {
  const steps = new Map<string, Step>();
  const add = (step: Omit<Step, 'month'>, day: string): void => {
    const month = `${day.slice(0, 7)}-01`;
    const key = [step.targetId, step.measure, month, step.grade].join('|');
    const before = steps.get(key)?.quantity ?? 0;
    steps.set(key, { ...step, month, quantity: before + step.quantity });
  };
  for (const { targetId, measure, ...difference } of found) {
    const { wasId, wasDay, wasGrade, wasQuantity, evidenceId, day, grade, quantity } = difference;
    if (wasId !== null && wasDay !== null && wasGrade !== null && wasQuantity !== null)
      add({ targetId, measure, grade: wasGrade, quantity: -wasQuantity }, wasDay);
    if (evidenceId !== null && day !== null && grade !== null && quantity !== null)
      add({ targetId, measure, grade, quantity }, day);
  }
  const changed = [...steps.values()].filter(({ quantity }) => quantity !== 0);
  if (changed.length === 0) return;
  const columns = [
    changed.map(({ targetId }) => targetId),
    changed.map(({ measure }) => measure),
    changed.map(({ month }) => month),
    changed.map(({ grade }) => grade),
    changed.map(({ quantity }) => quantity),
  ];
  const steps$ = `unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::int[])
    AS step (target_id, measure, month, grade, quantity)`;
  const isSame = `(r.target_id, r.measure, r.month, r.grade)
    = (step.target_id, step.measure, step.month, step.grade)`;
  await rows(
    tx,
    `UPDATE targets.rollup r SET quantity = r.quantity + step.quantity FROM ${steps$}
      WHERE ${isSame} AND step.quantity < 0`,
    columns,
  );
  await rows(
    tx,
    `INSERT INTO targets.rollup AS r (target_id, measure, month, grade, quantity)
     SELECT * FROM ${steps$} WHERE quantity > 0
     ON CONFLICT ON CONSTRAINT rollup_key DO UPDATE SET quantity = r.quantity + excluded.quantity`,
    columns,
  );
  await rows(
    tx,
    `DELETE FROM targets.rollup r USING ${steps$} WHERE ${isSame} AND r.quantity = 0`,
    columns,
  );
}

/** What the contributions of a target add up to by month; $1 is its id. */
export const SUMS = `SELECT target_id, measure, date_trunc('month', day)::date AS month, grade,
    sum(quantity)::int AS quantity
  FROM targets.contribution WHERE target_id = $1 AND uncounted_at IS NULL GROUP BY 1, 2, 3, 4`;

/** SQL: whether a contribution lies after a day (a placeholder). Few do, and an index finds them. */
export const isAhead = (day: string): string =>
  `uncounted_at IS NULL AND occurred_at >= (${day}::date + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'`;

/** Makes the rollups of a target what its contributions add up to. */
export async function rebuildRollups(tx: EntityManager, targetId: string): Promise<void> {
  await rows(tx, 'DELETE FROM targets.rollup WHERE target_id = $1', [targetId]);
  await rows(
    tx,
    `INSERT INTO targets.rollup (target_id, measure, month, grade, quantity) ${SUMS}`,
    [targetId],
  );
}
