import { dayOf, instant, longRange, mediumDate, startOfDay, untilText } from './amsterdam';

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

  it.each([
    ['2027-01-01T00:00:00+01:00', 'tot en met donderdag 31 december 2026'],
    ['2026-12-31T17:00:00+01:00', 'tot donderdag 31 december 2026 17.00 uur'],
    ['2026-12-31T00:00:00Z', 'tot donderdag 31 december 2026 01.00 uur'],
  ])('says until %s as people do', (end, text) => {
    expect(untilText(new Date(end))).toBe(text);
  });

  it('says until when with a short day too', () => {
    expect(untilText(new Date('2026-12-31T23:00:00Z'), mediumDate)).toBe(
      'tot en met 31 december 2026',
    );
  });

  it('says a range as people do', () => {
    const from = new Date('2026-11-24T08:30:00Z');
    expect(longRange(from, new Date('2026-11-24T11:00:00Z'))).toBe(
      'dinsdag 24 november 2026, 09.30–12.00 uur',
    );
  });
});
