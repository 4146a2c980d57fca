import { matchesCourse } from '../counting/context-facts';
import type { HeldEventsRule } from '../rule/held-events.rule';
import { nothingPlanned, type OpenOffering, type RuleForecast } from './rule-forecast';

export const heldEventsForecast: RuleForecast<HeldEventsRule> = {
  ...nothingPlanned,
  basis: () => 'sessions',
  plannedKeys: (rule, { offerings }) =>
    offerings.filter((offering) => isEvent(rule, offering)).map(({ id }) => id),
  isServedBy: isEvent,
  meets: ({ each }, index, { context }) => {
    const asked = each?.[index];
    return asked !== undefined && matchesCourse(asked, context);
  },
};

function isEvent(rule: HeldEventsRule, { context }: OpenOffering): boolean {
  return matchesCourse(rule, context);
}
