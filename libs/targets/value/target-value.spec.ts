import type { Rule } from '../rule/rule';
import { ASSUMED_USUAL } from '../planning/forecast.queries';
import { quartersOf } from './quarters';
import { toCheckText } from './target-labels';
import { NOTHING_AHEAD, valueOf, type ValueInput } from './target-value';
import type { Sums } from '../counting/rule-counting';

const events: Rule = { type: 'held_events', minPresent: 1 };
const sums = (of: Record<string, [A: number, B?: number, C?: number]>): Sums =>
  new Map(Object.entries(of).map(([name, [A, B = 0, C = 0]]) => [name, { A, B, C }]));
const value = (given: Partial<ValueInput>) =>
  valueOf({
    rule: events,
    unit: 'events',
    operator: 'at_least',
    norm: 4,
    normSource: 'plan',
    planNorm: 4,
    measures: [],
    baseline: null,
    periodFrom: '2026-01-01',
    periodTo: '2027-01-01',
    sums: sums({}),
    referenceSizes: { municipality: 32 },
    today: '2026-07-02',
    ahead: NOTHING_AHEAD,
    months: {},
    usual: ASSUMED_USUAL,
    ...given,
  });

describe('the value of a target', () => {
  it('expects a single event only at the end of the period', () => {
    expect(value({ norm: 1, today: '2026-12-30' }).expected).toBe(0);
    expect(value({ norm: 1, today: '2026-12-31' }).expected).toBe(1);
  });

  it('never adds bare totals: grade C stands apart', () => {
    const found = value({ sums: sums({ value: [1, 1, 90] }) });

    expect(found).toMatchObject({ value: 2, grades: { A: 1, B: 1, C: 90 } });
  });

  it('is not met while a condition beside the number is open', () => {
    const rule: Rule = { ...events, each: [{ label: 'Online' }, { label: 'Op locatie' }] };
    const found = value({ rule, norm: 2, sums: sums({ value: [2], 'value:requirement-1': [2] }) });

    expect(found.status).not.toBe('met');
    expect(found.requirements).toMatchObject([
      { label: 'Online', met: false },
      { label: 'Op locatie', met: true },
    ]);
  });

  it('is undetermined without a denominator, never 100 percent', () => {
    const side = { actKinds: ['support_request'] };
    const rule: Rule = { type: 'ratio', numerator: side, denominator: side };
    const of = (given: Sums) => value({ rule, norm: 100, sums: given });

    expect(of(sums({}))).toMatchObject({ value: null, status: 'undetermined' });
    expect(of(sums({ value: [199], 'value:denominator': [200] }))).toMatchObject({
      value: 99.5,
      status: 'behind',
      parts: { numerator: 199, denominator: 200 },
    });
    expect(of(sums({ value: [3], 'value:denominator': [3] })).value).toBe(100);
  });

  it('is undetermined without a baseline, and shows both readings of extra', () => {
    const rule: Rule = {
      type: 'distinct_persons',
      courseTags: ['buit'],
      moment: 'started',
      baseline: { required: true },
      alternativeReading: 'net_growth',
    };
    const given = {
      rule,
      sums: sums({ value: [2, 3], 'value:persons': [4, 4], 'value:persons-before': [6] }),
    };
    const baseline = { persons: 240, source: 'opgave', recordedAt: '', recordedBy: '' };

    expect(value(given)).toMatchObject({
      value: null,
      missing: 'baseline',
      status: 'undetermined',
      grades: { A: 2, B: 3 },
      netGrowth: { now: 8, before: 6, growth: 2 },
    });
    expect(value({ ...given, baseline })).toMatchObject({ value: 5, status: 'met' });
    expect(value({ ...given, baseline: { ...baseline, yearBefore: 10 } }).netGrowth?.growth).toBe(
      -2,
    );
  });

  it('takes the reference set itself as the norm where everybody is meant', () => {
    const rule: Rule = { type: 'coverage', reference: 'municipality', by: [] };
    const found = value({ rule, operator: 'all', norm: 34, planNorm: 34 });

    expect(found).toMatchObject({ norm: 32, planNorm: 34 });
  });

  it('is undetermined with a norm of nothing, and never reached by accident', () => {
    const rule: Rule = { type: 'coverage', reference: 'care_and_safety_house', by: [] };
    const empty = { rule, operator: 'all', referenceSizes: {} } as const;
    for (const given of [empty, { norm: 0, planNorm: 0 }])
      for (const count of [0, 3])
        expect(value({ ...given, sums: sums({ value: [count] }) })).toMatchObject({
          value: null,
          norm: 0,
          percent: 0,
          status: 'no_norm',
          expected: 0,
          missing: 'norm',
          grades: { A: count },
        });
  });

  it('expects a quarter when it is over', () => {
    const rule: Rule = {
      type: 'per_quarter',
      min: 1,
      count: { type: 'held_events', minPresent: 1 },
    };
    const expected = (today: string) => value({ rule, today }).expected;

    expect(expected('2026-03-31')).toBe(0);
    expect(expected('2026-04-01')).toBe(1);
    expect(expected('2026-12-31')).toBe(3);
    expect(expected('2027-01-01')).toBe(4);
    expect(quartersOf('2026-11-01', '2027-02-01')).toEqual(['2026-Q4', '2027-Q1']);
  });
});

describe('what of an earlier year is still to be looked at', () => {
  it('no longer asks who took part before once that was recorded', () => {
    const toCheck = 'Klopt de zin? Wie er voor 2026 al meedeed, moet nog worden vastgelegd.';
    const baseline = {
      persons: 550,
      source: 'Nulstand',
      recordedAt: '2026-01-06',
      recordedBy: null,
    };
    const of = (text: string | null, recorded: boolean) =>
      toCheckText({ toCheck: text, year: 2026, baseline: recorded ? baseline : null });
    expect(of(toCheck, false)).toBe(toCheck);
    expect(of(toCheck, true)).toBe('Klopt de zin?');
    expect(of('Wie er voor 2026 al meedeed, moet nog worden vastgelegd.', true)).toBeUndefined();
    expect(of(null, true)).toBeUndefined();
  });
});
