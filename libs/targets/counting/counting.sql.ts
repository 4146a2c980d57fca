import type { ContextCache } from './context-cache';
import type { Input } from './counter';
import type { Params, Scope } from './evidence.sql';
import { matchesAct, matchesCourse } from './context-facts';
import type { ActFilter, CourseFilter } from '../rule/rule';

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
