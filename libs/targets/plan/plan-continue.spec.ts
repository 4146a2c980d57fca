import path from 'node:path';

import type { PlanTarget } from './plan';
import { continuePlan } from './plan-continue';
import { parsePlan } from './plan-file';
import { readPlanText, readVocabulary } from './plan-folder';
import { planText } from './plan-writer';

const libs = path.resolve(__dirname, '../..');
const vocabulary = readVocabulary(libs);
const plan = parsePlan(readPlanText(libs, 2025)!, vocabulary).plan!;

describe('a plan continued from last year', () => {
  const next = continuePlan(plan, 2026);
  const target = (code: string): PlanTarget => next.targets.find((one) => one.code === code)!;

  it('is a draft for the new year and says where it comes from', () => {
    expect(next).toMatchObject({
      year: 2026,
      title: 'Jaarplan 2026 NHVeilig',
      status: 'draft',
      label: 'voorbeeldplan, voortgezet uit 2025',
      continuedFrom: { year: 2025, version: '21-10-2024' },
      period: { from: '2026-01-01', until: '2027-01-01' },
    });
  });

  it('keeps every target with its norm, and which norms were not in the plan', () => {
    const norms = (targets: PlanTarget[]) =>
      targets.map(({ code, norm, defaultNorm, owners }) => ({ code, norm, defaultNorm, owners }));
    expect(norms(next.targets)).toEqual(norms(plan.targets));
    expect(next.others).toHaveLength(plan.others.length);
  });

  it('moves the year in a sentence, and asks whether it still holds', () => {
    expect(target('T09').sentence).toContain('eind 2026');
    expect(target('T09').toCheck).toContain('jaartal');
  });

  it('leaves a year of the past where it is, and asks whether the promise comes back', () => {
    expect(target('T32').sentence).toContain('uit 2024');
    expect(target('T32').toCheck).toContain('Komt dit in 2026 terug?');
  });

  it('starts with no baseline', () => {
    const started = structuredClone(plan);
    const { rule } = started.targets.find(({ code }) => code === 'T26')!;
    if (rule.type === 'distinct_persons') rule.baseline = { required: true, source: 'opgave Fier' };

    const again = continuePlan(started, 2026).targets.find(({ code }) => code === 'T26')!;
    expect(again.rule).toMatchObject({ baseline: { required: true } });
    expect(JSON.stringify(again.rule)).not.toContain('Fier');
    expect(again.toCheck).toContain('moet nog worden vastgelegd');
  });

  it('has nothing to check where nothing belonged to the year', () => {
    expect(target('T20')).not.toHaveProperty('toCheck');
  });

  it('moves the period of a single target, also from a leap day', () => {
    const [first] = structuredClone(plan.targets);
    const leap = { ...first!, period: { from: '2024-02-29', until: '2024-07-01' } };
    const moved = continuePlan({ ...plan, year: 2024, targets: [leap] }, 2025);
    expect(moved.targets[0]?.period).toEqual({ from: '2025-02-28', until: '2025-07-01' });
  });

  it('can skip years and be continued again', () => {
    const later = continuePlan(continuePlan(plan, 2026), 2029);
    expect(later.label).toBe('voorbeeldplan, voortgezet uit 2026');
    expect(later.period).toEqual({ from: '2029-01-01', until: '2030-01-01' });
  });

  it('changes nothing in the plan it came from', () => {
    const before = structuredClone(plan);
    continuePlan(plan, 2026);
    expect(plan).toEqual(before);
  });

  it('does not go back in time', () => {
    expect(() => continuePlan(plan, 2025)).toThrow(RangeError);
  });

  it.each([
    ['the plan itself', plan],
    ['the continued plan', next],
  ])('can be written as a file and read back: %s', (_which, whole) => {
    expect(parsePlan(planText(whole), vocabulary)).toEqual({ plan: whole });
  });
});
