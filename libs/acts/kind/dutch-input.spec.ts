import { normalised, dutchDate, dutchInteger, dutchYesNo } from './dutch-input';

describe('what Dutch people and spreadsheets write', () => {
  it.each([
    ['24-11-2026', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['4-3-26', '2026-03-04'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-24T00:00:00', '2026-11-24'],
    ['24-11-2026 00:00', '2026-11-24'],
    ['24 november 2026', '2026-11-24'],
    ['3 mei 2026', '2026-05-03'],
    ['3 mrt. 2026', '2026-03-03'],
    ['1-1-0000', undefined],
    [' 29-02-2028 ', '2028-02-29'],
    ['31-02-2026', undefined],
    ['29-02-2026', undefined],
    ['11/24/2026', undefined],
    ['0-0-2026', undefined],
    ['vandaag', undefined],
    ['46350', undefined],
    ['', undefined],
  ])('is the date %s', (text, day) => {
    expect(dutchDate(text)).toBe(day);
  });

  it.each([
    ['12', 12],
    ['1.250', 1250],
    ['1.250.000', 1_250_000],
    ['12,00', 12],
    ['-1', -1],
    ['1,5', undefined],
    ['1.5', undefined],
    ['1e9', undefined],
    ['twaalf', undefined],
    ['99999999999999999999', undefined],
  ])('is the number %s', (text, number) => {
    expect(dutchInteger(text)).toBe(number);
  });

  it('is yes, no or neither', () => {
    expect(['Ja', 'x', 'nee', '', 'misschien'].map(dutchYesNo)).toEqual([
      ...[true, true, false, false],
      undefined,
    ]);
  });

  it('compares without case, accents and signs', () => {
    expect(normalised('Barrièremodel: Bergen (NH)')).toBe('barrieremodelbergennh');
  });
});
