import type { EntityManager } from 'typeorm';

import { type Database, rows } from '@academie/platform';

export const TARGETS = `
  SELECT t.id, t.plan_id AS "planId", p.year, p.status AS "planStatus", p.version AS "planVersion",
    p.label AS "planLabel",
    coalesce(p.document->>'status' = 'concept', false) AS "isOfConcept", t.code, t.title, t.sentence, t.source_lines AS "sourceLines",
    t.source_pages AS "sourcePages", t.readings,
    t.is_other AS "isOther", t.unit, t.operator, t.norm, t.norm_source AS "normSource",
    t.plan_norm AS "planNorm", t.norm_set_at AS "normSetAt", t.period_from::text AS "periodFrom",
    t.period_to::text AS "periodTo", t.rule, t.measures, t.baseline,
    t.open_question AS "openQuestion", t.year_specific AS "yearSpecific", t.to_check AS "toCheck",
    t.version, (
      SELECT jsonb_agg(jsonb_build_object('id', th.id, 'slug', th.slug, 'name', th.name,
        'parentId', th.parent_id) ORDER BY th.position)
      FROM targets.target_owner o JOIN catalogue.theme th ON th.id = o.theme_id
      WHERE o.target_id = t.id) AS owners
  FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id`;

/**
 * Keeps how a target, or those of a plan, stand now: norm, owners, rule, plan. Called in the transaction of whatever
 * changes one of these, after it, so that a question about the past has the same answer for ever.
 */
export async function keepStates(
  tx: EntityManager,
  { of: id, ofPlan, at }: { of?: string; ofPlan?: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO targets.target_state (target_id, recorded_at, withdrawn, position, state)
     SELECT t.id, $2, k.withdrawn, k.position, to_jsonb(t)
       FROM (${TARGETS} WHERE t.id = $1 OR t.plan_id = $3) t JOIN targets.target k ON k.id = t.id
     ON CONFLICT (target_id, recorded_at) DO UPDATE
       SET withdrawn = excluded.withdrawn, position = excluded.position, state = excluded.state`,
    [id ?? null, at, ofPlan ?? null],
  );
}

/**
 * The targets of a year that were not withdrawn, or one target, as they stood at a moment. Before its
 * first state a target is as it was first loaded: a plan may speak of a time before it was written.
 * `Row` is a row of TARGETS.
 */
export async function statesAt<Row extends { normSetAt: Date | null }>(
  database: Database,
  moment: Date,
  { year, id }: { year: number; id?: undefined } | { id: string; year?: undefined },
): Promise<Row[]> {
  const found = await database.rows<{ state: Row & { normSetAt: string | null } }>(
    `SELECT s.state FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
     CROSS JOIN LATERAL (
       SELECT * FROM targets.target_state WHERE target_id = t.id
        ORDER BY recorded_at > $1, CASE WHEN recorded_at <= $1 THEN $1 - recorded_at ELSE recorded_at - $1 END
        LIMIT 1) s
     WHERE ($2::uuid IS NULL OR t.id = $2) AND ($3::int IS NULL OR p.year = $3 AND NOT s.withdrawn)
     ORDER BY s.position`,
    [moment, id ?? null, year ?? null],
  );
  return found.map(({ state }) => ({
    ...state,
    normSetAt: state.normSetAt === null ? null : new Date(state.normSetAt),
  }));
}
