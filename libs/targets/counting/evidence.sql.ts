import type { Params } from '@academie/platform';

/** Instants; closed-open. */
export interface Span {
  from: Date;
  until: Date;
}

/**
 * Which evidence, as a condition on `e`: what is live, what was known at a moment, or a few rows.
 * Retracted at the same moment as recorded means that it never counted.
 */
export type Scope = (sql: Params) => string;

export const live: Scope = () => 'e.retracted_at IS NULL';
export const knownAt =
  (moment: Date): Scope =>
  (sql) => {
    const at = sql.add(moment);
    return `e.recorded_at <= ${at} AND (e.retracted_at IS NULL OR e.retracted_at > ${at})`;
  };
export const among =
  (ids: readonly string[]): Scope =>
  (sql) =>
    `e.id = ANY (${sql.add(ids)}::uuid[])`;

/** What a rule looks for in the ledger. */
export interface Wanted {
  kinds: string[];
  contexts: readonly number[];
  /** SQL of the subject key, over `e`. */
  key: string;
  /** Condition by which a few keys (a placeholder of a uuid array) are found by an index. */
  byKeys?: (keys: string) => string;
  organisation?: string;
  occurred?: string;
  quantity?: string;
  /** Only what occurred in it; left out when `where` says it otherwise. */
  span?: Span;
  where?: ((sql: Params) => string)[];
  join?: string;
}

/** The columns of every select here, in this order. */
export const COLUMNS = 'key, evidence_id, organisation_id, occurred_at, grade, quantity';

/** One row for every piece of evidence that matches. `keys` is a placeholder of a text array. */
export function evidenceSelect(sql: Params, scope: Scope, wanted: Wanted, keys?: string): string {
  const { span } = wanted;
  const conditions = [
    scope(sql),
    `e.kind = ANY (${sql.add(wanted.kinds)}::text[])`,
    `e.context_id = ANY (${sql.add(wanted.contexts)}::int[])`,
    span && `e.occurred_at >= ${sql.add(span.from)} AND e.occurred_at < ${sql.add(span.until)}`,
    ...(wanted.where ?? []).map((condition) => condition(sql)),
    keys && wanted.byKeys?.(`${keys}::uuid[]`),
  ].filter(Boolean);
  return `SELECT ${wanted.key} AS key, e.id AS evidence_id,
    ${wanted.organisation ?? 'e.organisation_id'} AS organisation_id,
    ${wanted.occurred ?? 'e.occurred_at'} AS occurred_at, e.grade, ${wanted.quantity ?? '1'} AS quantity
    FROM targets.evidence e ${wanted.join ?? ''} WHERE ${conditions.join(' AND ')}`;
}

/**
 * The first row of every key: a bare total (C) only where nothing better is known, then by when it
 * happened. Always the same one, so that counting anew gives what was counted before.
 */
export const firstOf = (select: string, keys?: string): string =>
  `SELECT DISTINCT ON (key) ${COLUMNS} FROM (${select}) c
   ${keys ? `WHERE key = ANY (${keys}::text[])` : ''}
   ORDER BY key, grade = 'C', occurred_at, evidence_id`;
