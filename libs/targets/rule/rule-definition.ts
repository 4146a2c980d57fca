import type { z } from 'zod';

import type { WordLists } from './rule-filters';
import type { RulePhrases } from './rule-phrases';
import type { Unit } from './unit';

/** How something counts, in plain Dutch: what is counted, and what else holds. */
export interface RuleDescription {
  counts: string;
  conditions: string[];
}

/**
 * All that a type of rule says about itself. Every type has one definition, in `<type>.rule.ts`;
 * how it is counted stands in `counting/<type>.counting.ts` and what is foreseen of it in
 * `planning/<type>.forecast.ts`.
 */
export interface RuleDefinition<R> {
  /** The shape in the plan file. The words it may use are those of the lists. */
  schema(lists: WordLists): RuleSchema<R>;
  /** What a target with this rule may be counted in. */
  units: readonly Unit[];
  /** The highest value there can be; undefined when there is no limit. A norm may not be higher. */
  highest(rule: R): number | undefined;
  /** How a value is shown: as a number of units, as a percentage, or only as finished or not. */
  shows: 'count' | 'percentage' | 'finished';
  /** When the value is due: evenly over the period, a part at the end of each quarter, or always. */
  pace: 'even' | 'quarterly' | 'always';
  describe(rule: R, phrases: RulePhrases): RuleDescription;
  /** Numbers that are shown with the value, each with how much of it is asked; left out: none. */
  requirements?(rule: R): readonly Requirement[];
}

/** Something that must be there beside the value, or that the value is made of. */
export interface Requirement {
  label: string;
  atLeast: number;
  /** Whether the norm is only reached with it. The parts of a value are in the value already. */
  binding: boolean;
  /** Whether it is a subject of the value, under its label, and no number of its own is kept. */
  inValue?: boolean;
}

/** A schema of which the field `type` tells which one of several to use. */
export type RuleSchema<R> = z.ZodType<R> & z.core.$ZodTypeDiscriminable;

/** For rules whose value has no limit. */
export const noLimit = (): undefined => undefined;
