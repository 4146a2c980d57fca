import { holidayOf } from './holidays';
import { seriesDays } from './series-days';

describe('the days of a series', () => {
  it.each([
    [
      'each first Tuesday, three times',
      { rhythm: 'monthly-1', weekday: 2, from: '2026-11-30', count: 3 },
      ['2026-12-01', '2027-01-05', '2027-02-02'],
    ],
    [
      'the first Tuesday of this month when it is today',
      { rhythm: 'monthly-1', weekday: 2, from: '2026-12-01', count: 1 },
      ['2026-12-01'],
    ],
    [
      'not one that has passed',
      { rhythm: 'monthly-1', weekday: 2, from: '2026-12-02', count: 1 },
      ['2027-01-05'],
    ],
    [
      'each last Friday until a day',
      { rhythm: 'monthly-last', weekday: 5, from: '2026-01-01', until: '2026-03-27' },
      ['2026-01-30', '2026-02-27', '2026-03-27'],
    ],
    [
      'every other week, over new year',
      { rhythm: 'fortnightly', weekday: 1, from: '2026-12-15', count: 2 },
      ['2026-12-21', '2027-01-04'],
    ],
    [
      'each week until before it begins',
      { rhythm: 'weekly', weekday: 1, from: '2026-12-15', until: '2026-12-01' },
      [],
    ],
  ] as const)('%s', (_what, rule, days) => {
    expect(seriesDays(rule)).toEqual(days);
  });

  it('are never more than fifty', () => {
    expect(
      seriesDays({ rhythm: 'weekly', weekday: 3, from: '2026-01-01', until: '2030-01-01' }),
    ).toHaveLength(50);
  });

  it.each([
    ['2026-04-06', 'easter-monday'],
    ['2026-05-14', 'ascension'],
    ['2026-05-25', 'pentecost-monday'],
    ['2027-03-28', 'easter'],
    ['2025-04-26', 'kings-day'],
    ['2025-04-27', undefined],
    ['2026-12-26', 'boxing-day'],
    ['2026-05-05', 'liberation'],
    ['2026-05-06', undefined],
  ])('know that %s is %s', (day, holiday) => {
    expect(holidayOf(day)).toBe(holiday);
  });
});
