import type { EntityManager } from 'typeorm';

import { Params, rows } from '@academie/platform';

import type { Scope } from '../counting/evidence.sql';
import type { CountedMeasure } from '../counting/measures';

const PART = 5000;

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

/**
 * Where the contributions of a measure are not what the evidence in `scope` says. With `changed`
 * only the subjects that this evidence bears on are looked at.
 */
export function differences(
  tx: EntityManager,
  measure: CountedMeasure,
  scope: Scope,
  changed?: Scope,
): Promise<Difference[]> {
  const { text, values } = statement(measure, scope, changed);
  return rows<Difference>(tx, text, values);
}

/**
 * As `differences` of all evidence, in parts, so that what a new target counts need not be in memory at
 * once. The caller may write what it was given: what is asked is what was there at first.
 */
export async function* differencesInParts(
  tx: EntityManager,
  measure: CountedMeasure,
  scope: Scope,
): AsyncGenerator<Difference[]> {
  const { text, values } = statement(measure, scope);
  // All rows are wanted, so a plan that is quick with the first ones is no good.
  await rows(tx, 'SET LOCAL cursor_tuple_fraction = 1');
  await rows(tx, `DECLARE differences NO SCROLL CURSOR FOR ${text}`, values);
  for (;;) {
    const part = await rows<Difference>(tx, `FETCH ${PART} FROM differences`);
    if (part.length > 0) yield part;
    if (part.length < PART) break;
  }
  await rows(tx, 'CLOSE differences');
}

function statement(
  { targetId, measure, counter }: CountedMeasure,
  scope: Scope,
  changed?: Scope,
): { text: string; values: unknown[] } {
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
  return { text, values: sql.values };
}
