import { type Forecast, type ForecastInput, forecastOf, NO_WHAT_IF } from './forecast';
import type { Rule } from '../rule/rule';

describe('the forecast of a target', () => {
  const input = (of: Partial<ForecastInput>): ForecastInput => ({
    rule: { type: 'held_events', minPresent: 1 },
    value: 2,
    norm: 6,
    planned: 3,
    toClose: 0,
    plannedSeats: 0,
    plannedOfferings: 0,
    months: [],
    monthsLeft: 6,
    usual: {
      held: { share: 0.9, of: 40 },
      showUp: { middle: 0.8, low: 0.6, high: 0.9, of: 40 },
    },
    whatIf: NO_WHAT_IF,
    ...of,
  });
  const forecast = (of: Partial<ForecastInput>): Forecast => forecastOf(input(of))!;

  it('expects of three planned sessions what usually goes on', () => {
    // 2 + 3 x 0.9 = 4.7; the root of 3 x 0.9 x 0.1 is 0.52, times 1.28 is 0.67.
    expect(forecast({})).toMatchObject({ basis: 'sessions', expected: 5, low: 4, high: 5 });
  });

  it('says how many sessions to plan, since some fall through', () => {
    // 4 are missing; 2 + 4 x 0.9 = 5.6 is 6, and 3 are planned.
    expect(forecast({})).toMatchObject({ gap: 4, needed: 1 });
    expect(forecast({ whatIf: { ...NO_WHAT_IF, extraSessions: 1 } }).needed).toBe(0);
    // 2 + 7 x 0.5 = 5.5 is 6: of so many half fall through.
    const half = { held: { share: 0.5, of: 40 }, showUp: input({}).usual.showUp };
    expect(forecast({ usual: half }).needed).toBe(4);
  });

  it('expects of the people with a place those who usually come', () => {
    const rule: Rule = { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' };
    // 100 + 50 x 0.8 x 0.9 = 136, at the least 50 x 0.6 x 0.9 = 27 more.
    expect(forecast({ rule, value: 100, norm: 200, plannedSeats: 50 })).toMatchObject({
      basis: 'seats',
      expected: 136,
      low: 127,
      // 100 / 0.72 = 138.9 seats, of which 50 are taken.
      needed: 89,
    });
    const whatIf = { ...NO_WHAT_IF, showUp: 100 };
    expect(forecast({ rule, value: 100, norm: 200, plannedSeats: 50, whatIf }).expected).toBe(145);
  });

  it('goes on at the pace of the last months where nothing is planned', () => {
    const rule: Rule = { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] };
    // 10 a month for 6 months; the months differ by 2.
    expect(
      forecast({ rule, value: 60, norm: 140, planned: 0, months: [8, 12, 10, 10] }),
    ).toMatchObject({ basis: 'pace', pace: 10, expected: 120, needed: 14 });
    const whatIf = { ...NO_WHAT_IF, perMonth: 14 };
    expect(forecast({ rule, value: 60, norm: 140, planned: 0, whatIf })).toMatchObject({
      expected: 144,
      low: 144,
    });
  });

  it('never expects less than there is, nor more than is planned', () => {
    const held = { share: 0.5, of: 3 };
    const usual = { held, showUp: { middle: 0.5, low: 0, high: 1, of: 3 } };
    expect(forecast({ usual, planned: 1 })).toMatchObject({ low: 2, high: 3 });
  });

  it('takes a single event for one, and never for nine tenths', () => {
    expect(forecast({ value: 0, norm: 1, planned: 1 })).toMatchObject({
      expected: 1,
      low: 0,
      high: 1,
      needed: 0,
    });
    expect(forecast({ value: 0, norm: 1, planned: 0 }).needed).toBe(1);
    const usual = { held: { share: 0.2, of: 40 }, showUp: input({}).usual.showUp };
    expect(forecast({ usual, value: 0, norm: 1, planned: 1 })).toMatchObject({ expected: 1 });
    const rule: Rule = { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' };
    const single = { rule, norm: 100, value: 0, plannedSeats: 50, plannedOfferings: 1 };
    // 50 x 0.8, and nobody when it does not go on.
    expect(forecast(single)).toMatchObject({ expected: 40, low: 0, high: 50 });
  });

  it('goes on with a coverage as it went', () => {
    const rule: Rule = { type: 'coverage', reference: 'municipality', by: [] };
    const months = [3, 4, 3, 4, 3, 3];
    expect(forecast({ rule, value: 20, norm: 32, planned: 2, months })).toMatchObject({
      expected: 32,
      high: 32,
    });
    expect(forecast({ rule, value: 20, norm: 32, planned: 2, months: [] }).expected).toBe(22);
  });

  it('never gives a range that is narrower than what is known', () => {
    const rule: Rule = { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] };
    const of = (months: number[]) => forecast({ rule, value: 9, norm: 140, planned: 0, months });
    // Equal months still differ by chance.
    const equal = of([10, 10, 10, 10]);
    expect(equal.high! - equal.low).toBeGreaterThan(20);
    // Of one month nobody knows how much they differ.
    expect(of([10])).toMatchObject({ low: 9, high: null });
    expect(of([])).toMatchObject({ low: 9, high: null });
    const few = { held: { share: 0.9, of: 0 }, showUp: input({}).usual.showUp };
    const width = ({ low, high }: Forecast): number => high! - low;
    const many = { norm: 40, planned: 20 };
    expect(width(forecast({ ...many, usual: few }))).toBeGreaterThan(width(forecast(many)));
  });

  it('foresees nothing of a ratio, a milestone or what is undetermined', () => {
    const milestone: Rule = { type: 'milestone', milestone: 'a', document: 'required' };
    expect(forecastOf(input({ rule: milestone }))).toBeUndefined();
    expect(forecastOf(input({ value: null }))).toBeUndefined();
  });
});
