import { matchesCourse } from '../counting/context-facts';
import type { DistinctPersonsRule } from '../rule/distinct-persons.rule';
import { nothingPlanned, type RuleForecast } from './rule-forecast';

export const distinctPersonsForecast: RuleForecast<DistinctPersonsRule> = {
  ...nothingPlanned,
  // What people start or finish alone has no seats.
  basis: ({ moment }) => (moment === 'attended' ? 'seats' : 'pace'),
  isServedBy: ({ moment, courseTags, courseKinds }, { context }) =>
    moment === 'attended' && matchesCourse({ tags: courseTags, kinds: courseKinds }, context),
};
