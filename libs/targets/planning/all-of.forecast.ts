import type { AllOfRule, PartRule } from '../rule/all-of.rule';
import { actCountForecast } from './act-count.forecast';
import { heldEventsForecast } from './held-events.forecast';
import { milestoneForecast } from './milestone.forecast';
import { publishedCoursesForecast } from './published-courses.forecast';
import { nothingPlanned, type RuleForecast } from './rule-forecast';

export const allOfForecast: RuleForecast<AllOfRule> = {
  ...nothingPlanned,
  basis: () => 'sessions',
  plannedKeys: ({ parts }, facts) =>
    parts.flatMap(({ label, anyOf }) =>
      anyOf.some((part) => forecastOfPart(part).plannedKeys(part, facts).length > 0) ? [label] : [],
    ),
  mayCountAlready: true,
  isServedBy: ({ parts }, offering) =>
    parts.some(({ anyOf }) =>
      anyOf.some((part) => forecastOfPart(part).isServedBy(part, offering)),
    ),
};

const PARTS: { [T in PartRule['type']]: RuleForecast<Extract<PartRule, { type: T }>> } = {
  held_events: heldEventsForecast,
  published_courses: publishedCoursesForecast,
  act_count: actCountForecast,
  milestone: milestoneForecast,
};

const forecastOfPart = (part: PartRule): RuleForecast<PartRule> => PARTS[part.type];
