import type { AllOfRule, PartRule } from '../rule/all-of.rule';
import { actCountForecast } from './act-count.forecast';
import { coverageForecast } from './coverage.forecast';
import { distinctPersonsForecast } from './distinct-persons.forecast';
import { heldEventsForecast } from './held-events.forecast';
import { milestoneForecast } from './milestone.forecast';
import { perQuarterForecast } from './per-quarter.forecast';
import { publishedCoursesForecast } from './published-courses.forecast';
import { nothingPlanned, type RuleForecast } from './rule-forecast';

export const allOfForecast: RuleForecast<AllOfRule> = {
  ...nothingPlanned,
  basis: () => 'sessions',
  // Of a part that asks for more than one nobody can say whether what is planned makes it enough.
  plannedKeys: ({ parts }, facts) =>
    parts.flatMap(({ label, atLeast = 1, anyOf }) =>
      atLeast === 1 &&
      anyOf.some((part) => forecastOfPart(part).plannedKeys(part, facts).length > 0)
        ? [label]
        : [],
    ),
  mayCountAlready: true,
  isServedBy: ({ parts }, offering) =>
    parts.some(({ anyOf }) =>
      anyOf.some((part) => forecastOfPart(part).isServedBy(part, offering)),
    ),
  asksWhoComesTo: ({ parts }, offering) =>
    parts.some(({ anyOf }) =>
      anyOf.some((part) => forecastOfPart(part).asksWhoComesTo(part, offering)),
    ),
};

const PARTS: { [T in PartRule['type']]: RuleForecast<Extract<PartRule, { type: T }>> } = {
  held_events: heldEventsForecast,
  published_courses: publishedCoursesForecast,
  distinct_persons: distinctPersonsForecast,
  coverage: coverageForecast,
  act_count: actCountForecast,
  per_quarter: perQuarterForecast,
  milestone: milestoneForecast,
};

const forecastOfPart = (part: PartRule): RuleForecast<PartRule> => PARTS[part.type];
