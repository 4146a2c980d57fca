import { mediumDate } from '../time/amsterdam';
import { untilText } from './until-text';

describe('until when', () => {
  it.each([
    ['2027-01-01T00:00:00+01:00', 'tot en met donderdag 31 december 2026'],
    ['2026-12-31T17:00:00+01:00', 'tot donderdag 31 december 2026 17.00\u00a0uur'],
    ['2026-12-31T00:00:00Z', 'tot donderdag 31 december 2026 01.00\u00a0uur'],
  ])('says until %s as people do', (end, text) => {
    expect(untilText(new Date(end))).toBe(text);
  });

  it('says until when with a short day too', () => {
    expect(untilText(new Date('2026-12-31T23:00:00Z'), mediumDate)).toBe(
      'tot en met 31 december 2026',
    );
  });
});
