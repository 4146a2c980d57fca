import { createHash } from 'node:crypto';

import type { ActFilter, CourseFilter } from '../rule/rule-filters';

/** What rules select courses and offerings on, as it was at that moment. Lists are in order. */
export interface CourseContext {
  type: 'course';
  courseId: string;
  kind: string;
  mode: string;
  /** Of the course and the offering together. */
  tags: string[];
  /** Functions it was meant for, of the course and the offering together. */
  audiences: string[];
  /** Slugs. */
  themes: string[];
  /** Organisation that gives it. */
  providerId: string | null;
}

/** A programme of courses that was published. */
export interface ProgrammeContext extends Omit<CourseContext, 'type' | 'courseId'> {
  type: 'programme';
  programmeId: string;
}

/** What rules select acts on. An act is never changed, so neither are these. */
export interface ActContext {
  type: 'act';
  kind: string;
  subkind: string | null;
  status: string | null;
  team: string | null;
  flags: Record<string, boolean>;
  /** Code of the target it speaks of. */
  target: string | null;
  /** Whether it shows a document. */
  document: boolean;
}

export type ContextFacts = CourseContext | ProgrammeContext | ActContext;

/** Within a list one match is enough, except tags, which must all be there. Left out asks nothing. */
export function matchesCourse(
  filter: CourseFilter,
  facts: Pick<CourseContext, 'kind' | 'mode' | 'tags' | 'audiences' | 'themes'>,
): boolean {
  return (
    isOneOf(facts.kind, filter.kinds) &&
    isOneOf(facts.mode, filter.modes) &&
    meet(facts.audiences, filter.audiences) &&
    meet(facts.themes, filter.themes) &&
    (filter.tags ?? []).every((tag) => facts.tags.includes(tag)) &&
    !(filter.withoutTags ?? []).some((tag) => facts.tags.includes(tag))
  );
}

/** A question that was not asked is answered with no. */
export function matchesAct(filter: ActFilter, facts: ActContext): boolean {
  return (
    filter.actKinds.includes(facts.kind) &&
    isOneOf(facts.subkind, filter.subkinds) &&
    isOneOf(facts.status, filter.statuses) &&
    Object.entries(filter.flags ?? {}).every(([flag, is]) => (facts.flags[flag] ?? false) === is)
  );
}

const isOneOf = (word: string | null, words?: readonly string[]): boolean =>
  !words || (word !== null && words.includes(word));

const meet = (some: readonly string[], wanted?: readonly string[]): boolean =>
  !wanted || wanted.some((word) => some.includes(word));

/** The same facts give the same hash, in whatever order their keys were written. */
export const hashOf = (facts: object): Buffer =>
  createHash('sha256').update(canonical(facts)).digest();

/** JSON with the keys of every object in order, for comparing. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
