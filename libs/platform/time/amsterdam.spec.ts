import { isDay, dayOf, instant, longRange, startOfDay } from './amsterdam';

describe('time in Amsterdam', () => {
  it.each([
    ['2026-07-01', '09:30', '2026-07-01T07:30:00.000Z'],
    ['2026-12-01', '09:30', '2026-12-01T08:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ])('reads %s %s as %s', (day, time, utc) => {
    expect(instant(day, time)?.toISOString()).toBe(utc);
  });

  it.each([
    ['2026-02-31', '09:00'],
    ['2026-03-29', '02:30'],
    ['2026-01-01', '25:00'],
    ['vandaag', '09:00'],
  ])('knows that %s %s does not exist', (day, time) => {
    expect(instant(day, time)).toBeUndefined();
  });

  it('starts a day at midnight there, not in UTC', () => {
    expect(startOfDay('2026-01-01')?.toISOString()).toBe('2025-12-31T23:00:00.000Z');
    expect(dayOf(new Date('2025-12-31T23:30:00Z'))).toBe('2026-01-01');
  });

  it('says a range as people do', () => {
    const from = new Date('2026-11-24T08:30:00Z');
    expect(longRange(from, new Date('2026-11-24T11:00:00Z'))).toBe(
      'dinsdag 24 november 2026, 09.30–12.00\u00a0uur',
    );
  });

  it('knows no day of which there is no day before or after', () => {
    expect(['2026-02-28', '1000-01-01', '9998-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-31', '0000-01-01', '0999-12-31', '9999-12-31'].some(isDay)).toBe(false);
  });
});
