import { dayOf, timeOf } from '@academie/platform';

import { dateOf } from './demo-dates';
import type { DemoCourse, DemoOffering } from './demo-pattern';

const course = { durationMinutes: 120 } as DemoCourse;
const startOf = (offering: Partial<DemoOffering>, now: string): string => {
  const { sessions } = dateOf(
    { key: 'a', year: 'current', ...offering } as DemoOffering,
    course,
    new Date(now),
  );
  return sessions.map(({ startsAt }) => `${dayOf(startsAt)} ${timeOf(startsAt)}`).join(', ');
};

describe('the dates of the demo', () => {
  it.each([
    ['Christmas', { month: 12, day: 25 }, '2026-12-24 09:30'],
    ['Boxing Day, a Saturday that would become Monday', { month: 12, day: 26 }, '2026-12-28 09:30'],
    ["New Year's Eve", { month: 12, day: 31 }, '2026-12-30 09:30'],
    ['an ordinary day', { month: 12, day: 10 }, '2026-12-10 09:30'],
  ])('are not on %s', (_what, when, start) => {
    expect(startOf({ when }, '2026-11-29T12:00:00+01:00')).toBe(start);
  });

  it('of a later day of a series are not at Christmas either', () => {
    const sessions = [
      { afterDays: 0, minutes: 60 },
      { afterDays: 7, minutes: 60 },
    ];

    expect(startOf({ when: { month: 12, day: 18 }, sessions }, '2026-11-29T12:00:00+01:00')).toBe(
      '2026-12-18 09:30, 2026-12-24 09:30',
    );
  });

  it.each([
    ['2026-11-29T05:26:00+01:00', '2026-11-29 09:00'],
    ['2026-11-29T23:40:00+01:00', '2026-11-30 09:00'],
    ['2026-11-29T14:23:00+01:00', '2026-11-29 14:00'],
    ['2026-12-24T23:40:00+01:00', '2026-12-27 09:00'],
    ['2026-12-25T11:00:00+01:00', '2026-12-27 09:00'],
    ['2026-12-31T05:00:00+01:00', '2027-01-02 09:00'],
  ])('of what begins about now are by day: at %s', (now, start) => {
    expect(startOf({ when: { relativeDays: 0, startsInMinutes: -20 } }, now)).toBe(start);
  });

  it('of what begins in the evening end before the night', () => {
    const offering = { key: 'a', year: 'current', when: { relativeDays: 0, startsInMinutes: 0 } };
    const now = new Date('2026-11-29T20:45:00+01:00');
    const { sessions } = dateOf(offering as DemoOffering, course, now);

    expect(sessions.map(({ endsAt }) => timeOf(endsAt))).toEqual(['22:00']);
  });

  it('of yesterday are not at Christmas, when today is', () => {
    expect(startOf({ when: { relativeDays: -1 } }, '2026-12-26T12:00:00+01:00')).toBe(
      '2026-12-24 09:30',
    );
  });
});
