import { type Forecast, type ForecastInput, forecastOf, NO_WHAT_IF } from './forecast';
import type { Rule } from '../rule/rule';

describe('the forecast of a target', () => {
  const input = (of: Partial<ForecastInput>): ForecastInput => ({
    rule: { type: 'held_events', minPresent: 1 },
    value: 2,
    norm: 6,
    planned: 3,
    plannedSeats: 0,
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
    // 4 are missing, 4 / 0.9 = 4.44 must be planned and 3 are.
    expect(forecast({})).toMatchObject({ gap: 4, needed: 2 });
    expect(forecast({ whatIf: { ...NO_WHAT_IF, extraSessions: 2 } }).needed).toBe(0);
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

  it('foresees nothing of a ratio, a milestone or what is undetermined', () => {
    const milestone: Rule = { type: 'milestone', milestone: 'a', document: 'required' };
    expect(forecastOf(input({ rule: milestone }))).toBeUndefined();
    expect(forecastOf(input({ value: null }))).toBeUndefined();
  });
});
