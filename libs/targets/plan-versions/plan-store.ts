import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import { normOf, type Plan, type PlanTarget } from '../plan/plan';

/** Adds or renews the targets of a plan in one statement. Returns their ids. */
export async function storeTargets(
  tx: EntityManager,
  planId: string,
  plan: Plan,
  before: Plan | undefined,
): Promise<string[]> {
  const all = [
    ...plan.targets.map((target) => ({ target, isOther: false })),
    ...plan.others.map((target) => ({ target, isOther: true })),
  ];
  const stored = await rows<{ id: string; code: string }>(
    tx,
    `INSERT INTO targets.target AS t (plan_id, ${COLUMNS.join(', ')})
     SELECT $1, r.* FROM jsonb_to_recordset($2) AS r (code text, title text, sentence text,
       source_lines int[], source_pages int[], readings jsonb, is_other boolean, unit text, operator text, norm int, norm_source text,
       plan_norm int, period_from date, period_to date, rule jsonb, measures jsonb,
       open_question text, year_specific text, to_check text, position int)
     ON CONFLICT (plan_id, code) DO UPDATE SET
       ${COLUMNS.filter((column) => !['code', 'norm', 'norm_source'].includes(column))
         .map((column) => `${column} = excluded.${column}`)
         .join(', ')},
       withdrawn = false, version = t.version + 1,
       ${['norm', 'norm_source', 'norm_set_by', 'norm_set_at'].map(keepSetNorm).join(', ')}
     RETURNING id, code`,
    [planId, JSON.stringify(all.map((one, position) => rowOf(plan, { ...one, position })))],
  );
  const ids = new Map(stored.map(({ id, code }) => [code, id]));
  const ownersBefore = ownersOf(before);
  await storeOwners(
    tx,
    all
      .map(({ target }) => target)
      // What an administrator set stays as long as the plan says the same.
      .filter(({ code, owners }) => ownersBefore.get(code) !== owners.join()),
    ids,
  );
  return [...ids.values()];
}

const ownersOf = (plan: Plan | undefined): Map<string, string> =>
  new Map(
    [...(plan?.targets ?? []), ...(plan?.others ?? [])].map((one) => [one.code, one.owners.join()]),
  );

async function storeOwners(
  tx: EntityManager,
  targets: readonly PlanTarget[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const owners = targets.flatMap(({ code, owners: slugs }) =>
    slugs.map((slug) => ({ id: ids.get(code), slug })),
  );
  await rows(tx, 'DELETE FROM targets.target_owner WHERE target_id = ANY ($1)', [
    targets.map(({ code }) => ids.get(code)),
  ]);
  const stored = await rows<{ slug: string }>(
    tx,
    `WITH owner AS (
       INSERT INTO targets.target_owner (target_id, theme_id)
       SELECT o.target_id, th.id FROM unnest($1::uuid[], $2::text[]) AS o (target_id, slug)
         JOIN catalogue.theme th USING (slug)
       RETURNING theme_id)
     SELECT th.slug FROM owner JOIN catalogue.theme th ON th.id = owner.theme_id`,
    [owners.map(({ id }) => id), owners.map(({ slug }) => slug)],
  );
  const known = new Set(stored.map(({ slug }) => slug));
  const missing = owners.find(({ slug }) => !known.has(slug));
  if (missing) throw new Error(`there is no theme ${missing.slug}`);
}

const COLUMNS = [
  'code',
  'title',
  'sentence',
  'source_lines',
  'source_pages',
  'readings',
  'is_other',
  'unit',
  'operator',
  'norm',
  'norm_source',
  'plan_norm',
  'period_from',
  'period_to',
  'rule',
  'measures',
  'open_question',
  'year_specific',
  'to_check',
  'position',
];

function rowOf(
  plan: Plan,
  { target, isOther, position }: { target: PlanTarget; isOther: boolean; position: number },
): object {
  const norm = normOf(target);
  const period = target.period ?? plan.period;
  return {
    code: target.code,
    title: target.title,
    sentence: target.sentence,
    source_lines: target.sourceLines,
    source_pages: target.sourcePages ?? [],
    readings: target.readings ?? [],
    is_other: isOther,
    unit: target.unit,
    operator: target.operator,
    norm: norm.value,
    norm_source: norm.fromPlan ? 'plan' : 'default',
    plan_norm: target.norm,
    period_from: period.from,
    period_to: period.until,
    rule: target.rule,
    measures: target.measures,
    open_question: target.openQuestion ?? null,
    year_specific: target.yearSpecific ?? null,
    to_check: target.toCheck ?? null,
    position,
  };
}

/** SQL: a theme lead's norm stays as long as the plan says the same number, or none. */
const keepSetNorm = (column: string): string =>
  `${column} = CASE WHEN t.norm_source = 'set' AND t.plan_norm IS NOT DISTINCT FROM excluded.plan_norm
     THEN t.${column} ELSE excluded.${column} END`;
