import type { Params } from '@academie/platform';

import type { Counter, CountingFrame, Input } from './counter';
import { actSelect, courseContexts, union } from './counting.sql';
import { COLUMNS, evidenceSelect, firstOf, type Scope, type Wanted } from './evidence.sql';
import { standingSelect } from './reference-set.sql';
import { countedIn, countsOne, type RuleCounting } from './rule-counting';
import type { CoverageEvidence, CoverageRule } from '../rule/coverage.rule';

export const coverageCounting: RuleCounting<CoverageRule> = {
  ...countsOne(coverageCounter),
  measured: ({ reference }, measure, { sums, referenceSizes }) => ({
    value: countedIn(sums, measure),
    parts: null,
    outOf: referenceSizes[reference] ?? 0,
    set: referenceSizes[reference] ?? 0,
  }),
};

/**
 * Organisations of a reference set with at least one piece of evidence. What a municipality did
 * before it merged is its successor's: the set is the one of the last day of the period (R3).
 */
export function coverageCounter(rule: CoverageRule, frame: CountingFrame): Counter {
  const sources = rule.by.map((by) => source(by, frame));
  const standing = (sql: Params, inner: string): string =>
    `SELECT s.now_id::text AS key, c.evidence_id, s.now_id AS organisation_id, c.occurred_at,
        c.grade, 1 AS quantity, c.key AS source_key
      FROM (${inner}) c JOIN (${standingSelect(sql, rule.reference, frame.lastDay)}) s
        ON s.id = c.organisation_id`;
  const confirmed = confirmation(frame);

  const select = (
    sql: Params,
    scope: Scope,
    { by, wanted, latest }: CoverageSource,
    keys?: string,
  ): string => {
    if (keys && hasFirst(by)) return firstOfEach(sql, scope, wanted, keys);
    const byKeys = (list: string): string =>
      `e.organisation_id IN (SELECT z.id FROM (${standingSelect(sql, rule.reference, frame.lastDay)}) z
        WHERE z.now_id = ANY (${list}))`;
    let found = standing(sql, evidenceSelect(sql, scope, { ...wanted, byKeys }, keys));
    if (latest)
      found = `SELECT n.* FROM (SELECT DISTINCT ON (key) * FROM (${found}) l
          ORDER BY key, occurred_at DESC, source_key DESC) n
        JOIN targets.evidence e ON e.id = n.evidence_id
        WHERE e.context_id = ANY (${sql.add(latest)}::int[])`;
    if (!by.confirmation) return `SELECT ${COLUMNS} FROM (${found}) f`;
    const said = standing(sql, evidenceSelect(sql, scope, confirmed));
    // Nobody confirms what was not there yet: only a confirmation of the same day or later counts.
    return `SELECT f.key, f.evidence_id, f.organisation_id,
        greatest(f.occurred_at, min(said.occurred_at)) AS occurred_at, f.grade, f.quantity
      FROM (${found}) f
      JOIN (${said}) said ON said.key = f.key AND ${dayOfSql('said')} >= ${dayOfSql('f')}
      GROUP BY f.key, f.evidence_id, f.organisation_id, f.occurred_at, f.grade, f.quantity`;
  };

  // A few organisations, each with a great many people: the first of them is the first row of an index.
  const firstOfEach = (sql: Params, scope: Scope, wanted: Wanted, keys: string): string => {
    const { span, where = [] } = wanted;
    const conditions = [
      scope(sql),
      `e.kind = ${sql.add(wanted.kinds[0])} AND e.context_id = x.id AND e.organisation_id = z.id`,
      span && `e.occurred_at >= ${sql.add(span.from)} AND e.occurred_at < ${sql.add(span.until)}`,
      ...where.map((condition) => condition(sql)),
    ].filter(Boolean);
    return `SELECT z.now_id::text AS key, f.id AS evidence_id, z.now_id AS organisation_id, f.occurred_at,
        f.grade, 1 AS quantity
      FROM (${standingSelect(sql, rule.reference, frame.lastDay)}) z
        CROSS JOIN unnest(${sql.add(wanted.contexts)}::int[]) AS x (id)
        CROSS JOIN LATERAL (
          SELECT e.id, e.occurred_at, e.grade FROM targets.evidence e
           WHERE ${conditions.join(' AND ')} ORDER BY e.occurred_at, e.id LIMIT 1) f
      WHERE z.now_id::text = ANY (${keys}::text[])`;
  };

  return {
    inputs: [
      ...sources.map(({ wanted }) => wanted),
      ...(rule.by.some(({ confirmation: asked }) => asked) ? [confirmed] : []),
    ],
    touched: (sql, scope) =>
      `SELECT key FROM (${union([
        ...sources.map(({ wanted }) => standing(sql, evidenceSelect(sql, scope, wanted))),
        standing(sql, evidenceSelect(sql, scope, confirmed)),
      ])}) t`,
    subjects: (sql, scope, keys) =>
      firstOf(union(sources.map((from) => select(sql, scope, from, keys))), keys),
  };
}

const dayOfSql = (alias: string): string =>
  `(${alias}.occurred_at AT TIME ZONE 'Europe/Amsterdam')::date`;

/**
 * Whether the first piece of evidence is the one that counts. Of acts some are bare totals, which come
 * last; and with a confirmation all that was before it are equal.
 */
const hasFirst = ({ evidence, confirmation: asked }: CoverageEvidence): boolean =>
  evidence !== 'act' && !asked;

interface CoverageSource {
  by: CoverageEvidence;
  wanted: Input & Wanted;
  /** Contexts that the newest of all these must have. */
  latest?: number[];
}

function source(by: CoverageEvidence, frame: CountingFrame): CoverageSource {
  const { contexts, span } = frame;
  const base = { key: 'e.source_id::text', span };
  switch (by.evidence) {
    case 'act': {
      const exact = actSelect(contexts, by);
      if (!by.latest) return { by, wanted: { ...base, ...exact } };
      const { actKinds, subkinds } = by;
      const any = actSelect(contexts, { actKinds, subkinds });
      const key = `coalesce(e.facts->>'first', e.source_id::text)`;
      return { by, wanted: { ...base, ...any, key }, latest: exact.contexts };
    }
    case 'attendance': {
      const { functions } = by;
      const where = functions && [
        (sql: Params) => `e.function_codes && ${sql.add(functions)}::text[]`,
      ];
      const wanted = { kinds: ['participation'], contexts: courseContexts(contexts, by) };
      return { by, wanted: { ...base, ...wanted, where } };
    }
    case 'completion': {
      const filter = { tags: by.courseTags, kinds: by.courseKinds };
      const wanted = { kinds: ['completion'], contexts: courseContexts(contexts, filter) };
      return { by, wanted: { ...base, ...wanted } };
    }
    default:
      return by satisfies never;
  }
}

/** A theme lead said that an organisation may count for this target. */
function confirmation({ contexts, code, span }: CountingFrame) {
  return {
    kinds: ['act'],
    contexts: contexts.where(
      `confirmation:${code}`,
      (facts) => facts.type === 'act' && facts.kind === 'confirmation' && facts.target === code,
    ),
    key: 'e.source_id::text',
    span,
  };
}
