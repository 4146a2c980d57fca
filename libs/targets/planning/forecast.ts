import { foreseenOf } from './forecasts';
import type { ForecastBasis } from './rule-forecast';
import type { Rule } from '../rule/rule';

/** What is usual, from what was held in the year before. Shares are 0 to 1. */
export interface Usual {
  /** Of the offerings that were planned, how many went on. */
  held: { share: number; of: number };
  /** Of the people with a place, how many came: the middle, and where one in five lies below and above. */
  showUp: { middle: number; low: number; high: number; of: number };
}

/** What a reader assumes instead of the usual. */
export interface WhatIf {
  /** Sessions on top of what is planned. */
  extraSessions: number;
  /** People with a place in each of them. */
  seats: number;
  /** Show-up in per cent, instead of the usual. */
  showUp: number | undefined;
  /** Units a month, instead of the pace until now. */
  perMonth: number | undefined;
}

export const NO_WHAT_IF: WhatIf = {
  extraSessions: 0,
  seats: 20,
  showUp: undefined,
  perMonth: undefined,
};

/** What a forecast is made of. */
export interface ForecastInput {
  rule: Rule;
  /** Grades A and B; null when it is undetermined. */
  value: number | null;
  norm: number;
  /** Subjects that would count once what is planned was done. */
  planned: number;
  /** People with a place in planned offerings that count. */
  plannedSeats: number;
  /** What was added in each whole month that is over, the latest last. */
  months: number[];
  /** Months of the period that are left, with a fraction. */
  monthsLeft: number;
  usual: Usual;
  whatIf: WhatIf;
}

export interface Forecast {
  basis: ForecastBasis;
  /** At the end of the period; low and high hold four in five times. */
  expected: number;
  low: number;
  high: number;
  /** What is still needed to reach the norm, over what is there now. */
  gap: number;
  /** What to plan on top of what is planned, in the unit of the basis; 0 when it should do. */
  needed: number;
  /** Units a month, when it goes by the pace. */
  pace: number | null;
}

/** Four in five outcomes lie within so many standard deviations. */
const FOUR_IN_FIVE = 1.28;
const RECENT = 6;

/** What the value will be at the end of the period; undefined for what cannot be foreseen. */
export function forecastOf(input: ForecastInput): Forecast | undefined {
  const { rule, value } = input;
  const basis = foreseenOf(rule).basis(rule);
  if (value === null || basis === null) return undefined;
  switch (basis) {
    case 'sessions':
      return bySessions(input, value);
    case 'seats':
      return bySeats(input, value);
    case 'organisations':
      return byOrganisations(input, value);
    case 'pace':
      return byPace(input, value);
    default:
      return basis satisfies never;
  }
}

function bySessions({ norm, planned, usual, whatIf }: ForecastInput, value: number): Forecast {
  const sessions = planned + whatIf.extraSessions;
  const { share } = usual.held;
  const spread = FOUR_IN_FIVE * Math.sqrt(sessions * share * (1 - share));
  const expected = value + sessions * share;
  const gap = Math.max(0, norm - value);
  return {
    basis: 'sessions',
    ...rounded(expected, spread, value, value + sessions),
    gap,
    needed: Math.max(0, Math.ceil(gap / share - sessions)),
    pace: null,
  };
}

function bySeats(input: ForecastInput, value: number): Forecast {
  const { norm, plannedSeats, usual, whatIf } = input;
  const seats = plannedSeats + whatIf.extraSessions * whatIf.seats;
  const { middle, low, high } = showUpOf(input);
  const gap = Math.max(0, norm - value);
  return {
    basis: 'seats',
    expected: Math.round(value + seats * middle * usual.held.share),
    low: Math.floor(value + seats * low * usual.held.share),
    high: Math.ceil(value + seats * high),
    gap,
    needed: Math.max(0, Math.ceil(gap / (middle * usual.held.share || 1) - seats)),
    pace: null,
  };
}

// An organisation comes when one of its people does; who has no place yet is not expected.
function byOrganisations(input: ForecastInput, value: number): Forecast {
  const { norm, planned } = input;
  const share = Math.min(1, showUpOf(input).middle);
  const expected = value + planned * share;
  const spread = FOUR_IN_FIVE * Math.sqrt(planned * share * (1 - share));
  const gap = Math.max(0, norm - value);
  return {
    basis: 'organisations',
    ...rounded(expected, spread, value, Math.min(norm, value + planned)),
    gap,
    needed: Math.max(0, gap - planned),
    pace: null,
  };
}

function byPace(
  { norm, months, monthsLeft, planned, whatIf }: ForecastInput,
  value: number,
): Forecast {
  const recent = months.slice(-RECENT);
  const usual = recent.length > 0 ? sum(recent) / recent.length : 0;
  const pace = whatIf.perMonth ?? usual;
  const deviation = recent.length > 1 ? deviationOf(recent) : usual / 2;
  // Months that differ level each other out, so the spread grows with the root of their number.
  const spread = FOUR_IN_FIVE * deviation * Math.sqrt(Math.max(0, monthsLeft));
  const expected = value + Math.max(planned, pace * monthsLeft);
  const gap = Math.max(0, norm - value);
  return {
    basis: 'pace',
    ...rounded(expected, whatIf.perMonth === undefined ? spread : 0, value, Infinity),
    gap,
    needed: monthsLeft > 0 ? Math.ceil(gap / monthsLeft) : gap,
    pace,
  };
}

function showUpOf({ usual, whatIf }: ForecastInput): Usual['showUp'] {
  if (whatIf.showUp === undefined) return usual.showUp;
  const asked = whatIf.showUp / 100;
  return { middle: asked, low: asked, high: asked, of: 0 };
}

const rounded = (
  expected: number,
  spread: number,
  least: number,
  most: number,
): Pick<Forecast, 'expected' | 'low' | 'high'> => ({
  expected: Math.round(expected),
  low: Math.max(least, Math.floor(expected - spread)),
  high: Math.min(most, Math.ceil(expected + spread)),
});

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

function deviationOf(list: readonly number[]): number {
  const mean = sum(list) / list.length;
  return Math.sqrt(sum(list.map((one) => (one - mean) ** 2)) / (list.length - 1));
}
