import { weekBefore, weekOf, weekToSend } from './digest-week';

describe('the week of a digest', () => {
  const at = (text: string): Date => new Date(text);

  it('runs from Monday to Sunday in Amsterdam, also where the clock changes', () => {
    expect(weekOf(at('2026-03-29T23:30:00+02:00'))).toMatchObject({
      monday: '2026-03-23',
      sunday: '2026-03-29',
      from: at('2026-03-23T00:00:00+01:00'),
      until: at('2026-03-29T23:30:00+02:00'),
    });
    // Half past midnight on Monday is still Sunday in Greenwich.
    expect(weekOf(at('2026-03-29T22:30:00Z')).monday).toBe('2026-03-30');
    expect(weekBefore(at('2026-03-30T07:00:00+02:00')).until).toEqual(
      at('2026-03-29T23:59:59.999+02:00'),
    );
  });

  it('is sent on Monday at seven, and until Wednesday to who did not get it', () => {
    const sent = (text: string): string | undefined => weekToSend(at(text))?.monday;

    expect(sent('2026-03-02T06:59:59+01:00')).toBeUndefined();
    expect(sent('2026-03-02T07:00:00+01:00')).toBe('2026-02-23');
    expect(sent('2026-03-03T23:59:59+01:00')).toBe('2026-02-23');
    expect(sent('2026-03-04T00:00:00+01:00')).toBeUndefined();
    // A holiday week is a week.
    expect(sent('2026-12-28T08:00:00+01:00')).toBe('2026-12-21');
  });

  it('says its days as people do', () => {
    expect(weekOf(at('2026-02-18T12:00:00Z')).text).toBe('16 tot en met 22 februari 2026');
    expect(weekOf(at('2026-03-01T12:00:00Z')).text).toBe('23 februari tot en met 1 maart 2026');
    expect(weekOf(at('2026-12-31T12:00:00Z')).text).toBe(
      '28 december 2026 tot en met 3 januari 2027',
    );
  });
});
