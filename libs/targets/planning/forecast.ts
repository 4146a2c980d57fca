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
  /** Subjects that would count once a register that is still open was closed; these have happened. */
  toClose: number;
  /** People with a place in planned offerings that count. */
  plannedSeats: number;
  /** In how many offerings those places are. */
  plannedOfferings: number;
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
  /** Null where so little is known that nothing can be said of it. */
  high: number | null;
  /** By what is planned and what has happened alone, without the pace. */
  byPlan: number;
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
/** Of fewer whole months nobody can say at what pace it goes. */
const FEW_MONTHS = 2;

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

/**
 * What becomes of so many planned things, each of which goes on in this share of cases. One is one: nobody
 * is helped by nine tenths of a network day.
 */
const becomesOf = (count: number, share: number): number => (count === 1 ? 1 : count * share);

function bySessions(input: ForecastInput, value: number): Forecast {
  const { norm, usual, whatIf, toClose } = input;
  const sessions = input.planned + whatIf.extraSessions;
  const { share, of } = usual.held;
  const there = value + toClose;
  const endsAt = (count: number): number => there + becomesOf(count, share);
  // By the same sum as the forecast: whoever plans so many is then told that it will do.
  let needed = Math.max(0, Math.floor((norm - there - 1) / share) - sessions - 1);
  while (Math.round(endsAt(sessions + needed)) < norm) needed += 1;
  return {
    basis: 'sessions',
    ...rounded(endsAt(sessions), spreadOf(sessions, share, of), value, there + sessions),
    byPlan: Math.round(endsAt(sessions)),
    gap: Math.max(0, norm - value),
    needed,
    pace: null,
  };
}

function bySeats(input: ForecastInput, value: number): Forecast {
  const { norm, plannedSeats, plannedOfferings, usual, whatIf } = input;
  const seats = plannedSeats + whatIf.extraSessions * whatIf.seats;
  const { middle, low } = showUpOf(input);
  const isSingle = plannedOfferings + whatIf.extraSessions === 1;
  const held = isSingle ? 1 : usual.held.share;
  const expected = Math.round(value + seats * middle * held);
  return {
    basis: 'seats',
    expected,
    // A single offering that falls through brings nobody.
    low: isSingle ? value : Math.floor(value + seats * low * usual.held.share),
    high: Math.ceil(value + seats),
    byPlan: expected,
    gap: Math.max(0, norm - value),
    needed:
      expected >= norm ? 0 : Math.max(1, Math.ceil((norm - value) / (middle * held || 1) - seats)),
    pace: null,
  };
}

/**
 * An organisation comes when one of its people does. Beyond who is planned, it goes on as it went: a
 * coverage of which six came every month does not stop because nobody has enrolled for December yet.
 */
function byOrganisations(input: ForecastInput, value: number): Forecast {
  const { norm, planned, toClose, monthsLeft } = input;
  const share = Math.min(1, showUpOf(input).middle);
  const there = value + toClose;
  const byPlan = there + becomesOf(planned, share);
  const { pace, spread, isKnown } = paceOf(input);
  const expected = Math.min(Math.max(norm, there), Math.max(byPlan, there + pace * monthsLeft));
  const range = rounded(
    expected,
    Math.max(spread, spreadOf(planned, share, usualOf(input))),
    value,
    Math.max(norm, there),
  );
  return {
    basis: 'organisations',
    ...range,
    ...(!isKnown && { high: Math.max(norm, there) }),
    byPlan: Math.round(byPlan),
    gap: Math.max(0, norm - value),
    needed: Math.max(0, norm - there - planned),
    pace: isKnown ? pace : null,
  };
}

function byPace(input: ForecastInput, value: number): Forecast {
  const { norm, monthsLeft, planned, toClose, whatIf } = input;
  const { pace, spread, isKnown } = paceOf(input);
  const there = value + toClose;
  const expected = there + Math.max(planned, pace * monthsLeft);
  const gap = Math.max(0, norm - value);
  return {
    basis: 'pace',
    ...rounded(expected, whatIf.perMonth === undefined ? spread : 0, value, Infinity),
    ...(!isKnown && { low: value, high: null }),
    byPlan: there + planned,
    gap,
    needed: monthsLeft > 1 ? Math.ceil(gap / monthsLeft) : gap,
    pace,
  };
}

/** How many a month, how much the rest of the period may differ from that, and whether enough is known. */
function paceOf({ months, monthsLeft, whatIf }: ForecastInput): {
  pace: number;
  spread: number;
  isKnown: boolean;
} {
  const recent = months.slice(-RECENT);
  const mean = recent.length > 0 ? sum(recent) / recent.length : 0;
  if (whatIf.perMonth !== undefined) return { pace: whatIf.perMonth, spread: 0, isKnown: true };
  // Counts that happened to be equal may still differ next month: never less than chance alone makes.
  const variance = Math.max(varianceOf(recent), mean, 0.25);
  const left = Math.max(0, monthsLeft);
  // Months that differ level each other out; that the mean itself is a guess does not.
  const spread =
    FOUR_IN_FIVE * Math.sqrt(variance * left + (variance * left ** 2) / Math.max(1, recent.length));
  return { pace: mean, spread, isKnown: recent.length >= FEW_MONTHS };
}

/** Of so many planned things; wider where the share was learned from few, widest where it is assumed. */
function spreadOf(count: number, share: number, of: number): number {
  const variance = share * (1 - share);
  return FOUR_IN_FIVE * Math.sqrt(count * variance + (count ** 2 * variance) / (of + 1));
}

const usualOf = (input: ForecastInput): number => showUpOf(input).of;

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
): { expected: number; low: number; high: number } => ({
  expected: Math.round(expected),
  low: Math.max(least, Math.floor(expected - spread)),
  high: Math.max(Math.round(expected), Math.min(most, Math.ceil(expected + spread))),
});

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

function varianceOf(list: readonly number[]): number {
  if (list.length < 2) return 0;
  const mean = sum(list) / list.length;
  return sum(list.map((one) => (one - mean) ** 2)) / (list.length - 1);
}
