import fc from 'fast-check';

import { MARK_VALUES, type MarkValue } from '../mark/mark-value';
import { type CompletionRule, outcomeOf } from './outcome';

const ALL: CompletionRule = { minAttendancePercent: 100, partialCounts: false };

describe('what comes of an enrolment', () => {
  it.each<[MarkValue[], string]>([
    [['present'], 'completed'],
    [['partial'], 'not_completed'],
    [['excused'], 'excused'],
    [['absent'], 'no_show'],
    [['unknown'], 'no_show'],
    [['present', 'present'], 'completed'],
    [['present', 'absent'], 'not_completed'],
    [['excused', 'absent'], 'no_show'],
    [['excused', 'excused'], 'excused'],
    [['excused', 'partial'], 'not_completed'],
  ])('after %j is %s, when all sessions are required', (values, outcome) => {
    expect(outcomeOf(values, ALL)).toBe(outcome);
  });

  it.each<[number, MarkValue[], string]>([
    [75, ['present', 'present', 'present', 'absent'], 'completed'],
    [76, ['present', 'present', 'present', 'absent'], 'not_completed'],
    [66, ['present', 'present', 'excused'], 'completed'],
    [67, ['present', 'present', 'excused'], 'not_completed'],
    [1, ['present', 'absent', 'absent'], 'completed'],
    [1, ['absent', 'absent', 'absent'], 'no_show'],
  ])('with %d%% required and %j is %s', (minAttendancePercent, values, outcome) => {
    expect(outcomeOf(values, { minAttendancePercent, partialCounts: false })).toBe(outcome);
  });

  it('counts a session attended in part when the course says so', () => {
    expect(outcomeOf(['present', 'partial'], { ...ALL, partialCounts: true })).toBe('completed');
  });

  it('is not for a register to say when a course has no sessions', () => {
    expect(outcomeOf([], ALL)).toBeUndefined();
  });

  it('never gets worse by being there more often', () => {
    const rank = ['no_show', 'excused', 'not_completed', 'completed'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...MARK_VALUES), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        fc.nat(),
        (values, minAttendancePercent, partialCounts, index) => {
          const rule = { minAttendancePercent, partialCounts };
          const better = values.with(index % values.length, 'present');
          expect(rank.indexOf(outcomeOf(better, rule)!)).toBeGreaterThanOrEqual(
            rank.indexOf(outcomeOf(values, rule)!),
          );
        },
      ),
    );
  });
});
