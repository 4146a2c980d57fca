import type { Params } from '@academie/platform';

import type { ContextCache } from './context-cache';
import type { Counter, Input } from './counter';
import { firstOf, type Scope, type Span } from './evidence.sql';
import { matchesAct, matchesCourse } from './context-facts';
import type { ActFilter, CourseFilter } from '../rule/rule-filters';

/** One select that gives the subjects of a rule, several rows for a subject where there are. */
export interface Part {
  inputs: Input[];
  rows(sql: Params, scope: Scope, keys?: string): string;
}

/** Numbers of the contexts a filter on courses (or programmes) matches. */
export function courseContexts(
  contexts: ContextCache,
  filter: CourseFilter,
  type: 'course' | 'programme' = 'course',
): number[] {
  const { kinds, modes, audiences, themes, tags, withoutTags } = filter;
  const asked = { kinds, modes, audiences, themes, tags, withoutTags };
  return contexts.where(
    `${type}:${JSON.stringify(asked)}`,
    (facts) => facts.type === type && matchesCourse(asked, facts),
  );
}

/** Evidence of acts that a filter matches; with `document` only those that show one. */
export function actSelect(
  contexts: ContextCache,
  filter: ActFilter,
  document = false,
): { kinds: string[]; contexts: number[] } {
  const { actKinds, subkinds, statuses, flags } = filter;
  const asked = { actKinds, subkinds, statuses, flags };
  return {
    kinds: ['act'],
    contexts: contexts.where(
      `act:${String(document)}:${JSON.stringify(asked)}`,
      (facts) => facts.type === 'act' && matchesAct(asked, facts) && (!document || facts.document),
    ),
  };
}

export const union = (selects: string[]): string => selects.join(' UNION ALL ');

/** Every matching row stands for its subject; the first one counts. */
export const firstRows = (part: Part): Counter => ({
  inputs: part.inputs,
  touched: (sql, scope) => `SELECT key FROM (${part.rows(sql, scope)}) t`,
  subjects: (sql, scope, keys) => firstOf(part.rows(sql, scope, keys), keys),
});

/** `byKeys` of evidence whose key is its source. */
export const bySource = (keys: string): string => `e.source_id = ANY (${keys})`;

/** Condition on what was open for some time: it may have begun before the period. */
export const openIn =
  (span: Span) =>
  (sql: Params): string =>
    `e.occurred_at < ${sql.add(span.until)} AND (e.until_at IS NULL OR e.until_at > ${sql.add(span.from)})`;

/**
 * The moment at which it counts, for what was open already when the period began: the first of the
 * period, so that nothing is counted before the plan began.
 */
export const openSince = (sql: Params, span: Span): string =>
  `greatest(e.occurred_at, ${sql.add(span.from)}::timestamptz)`;
