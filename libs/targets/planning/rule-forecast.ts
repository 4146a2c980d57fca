import type { DueOrganisation } from '@academie/attendance';

import type { ActContext, CourseContext } from '../counting/context-facts';
import { matchesAct } from '../counting/context-facts';
import type { ActFilter } from '../rule/rule-filters';

/** An offering that is still to be held, or of which a register is open. */
export interface OpenOffering {
  id: string;
  courseId: string;
  /** Its earliest session that is over and has an open register. */
  openSessionId: string | null;
  slug: string;
  title: string;
  /** People with a place. */
  seatsTaken: number;
  /** Named to those only who may know of it. */
  confidential: boolean;
  startsAt: Date;
  endsAt: Date;
  /** The day in Amsterdam on which it ends. */
  lastDay: string;
  context: CourseContext;
}

/** An act that speaks of what is to come, for one organisation. */
export interface AheadAct {
  sourceId: string;
  organisationId: string | null;
  /** Kind of the organisation. */
  kind: string | null;
  /** Day in Amsterdam. */
  day: string;
  context: ActContext;
}

/** What is planned in the period of a target. */
export interface PlanningFacts {
  offerings: readonly OpenOffering[];
  acts: readonly AheadAct[];
  /** Organisations of the people who are enrolled, by offering. */
  expected: ReadonlyMap<string, readonly { id: string; kind: string }[]>;
}

/** By what a value is foreseen: planned sessions, taken seats, organisations, or the pace until now. */
export type ForecastBasis = 'sessions' | 'seats' | 'organisations' | 'pace';

/** What is foreseen of rules of one type. */
export interface RuleForecast<R> {
  /** Null where nothing can be foreseen. */
  basis(rule: R): ForecastBasis | null;
  /** Keys of the subjects that would count once what is planned was done. */
  plannedKeys(rule: R, facts: PlanningFacts): string[];
  /** Whether a planned key may be one that counts already, as a quarter or a municipality. */
  mayCountAlready: boolean;
  /** Whether an offering, once held, could count. */
  isServedBy(rule: R, offering: Pick<OpenOffering, 'context'>): boolean;
  /** Whether an offering, once held, would meet the requirement at this place of the rule's list. */
  meets(rule: R, index: number, offering: Pick<OpenOffering, 'context'>): boolean;
  /** Kinds of acts that somebody records for it; none where offerings count. */
  recordedAs(rule: R): readonly string[];
  /** Whether it matters of which organisations people are enrolled in an offering. */
  asksWhoComesTo(rule: R, offering: OpenOffering): boolean;
  /** Keys that would count if somebody of this organisation completed a course of this context. */
  keysOfDue?(rule: R, due: DueOrganisation, context: CourseContext): string[];
}

/** For rules of which nothing is planned and nothing can be foreseen. */
export const nothingPlanned = {
  basis: () => null,
  plannedKeys: () => [],
  mayCountAlready: false,
  isServedBy: () => false,
  asksWhoComesTo: () => false,
  meets: () => false,
  recordedAs: () => [],
} satisfies RuleForecast<unknown>;

/** Whether an act matches but for its status, which is still ahead. */
export const wouldMatch = (filter: ActFilter, context: ActContext): boolean =>
  filter.statuses !== undefined &&
  !filter.statuses.includes(context.status ?? '') &&
  matchesAct({ actKinds: filter.actKinds, subkinds: filter.subkinds }, context);
