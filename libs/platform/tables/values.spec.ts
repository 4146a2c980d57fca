import { readYaml } from '../files/files';
import { dutchDate, isAmericanDate, isDayOrMonthFirst } from './dutch-date';
import { isFailedCell } from './failed-cell';
import { dutchInteger, dutchYesNo, hasDecimalPoint } from './dutch-value';

const cases = readYaml<{
  dates: [text: string, day?: string][];
  numbers: [text: string, number?: number][];
  american: string[];
  notAmerican: string[];
  dayOrMonthFirst: string[];
  sure: string[];
  decimalPoints: string[];
  noDecimalPoints: string[];
  failed: string[];
  notFailed: string[];
}>('libs/platform/tables/values.cases.yaml');

describe('what Dutch people and spreadsheets write', () => {
  it.each(cases.dates.map(([text, day]) => [text, day]))('is, of %p, the day %p', (text, day) => {
    expect(dutchDate(text)).toBe(day);
  });

  it.each(cases.numbers.map(([text, number]) => [text, number]))(
    'is, of %p, the number %p',
    (text, number) => {
      expect(dutchInteger(text)).toBe(number);
    },
  );

  it('tells a day with its month first from others', () => {
    expect(cases.american.filter((text) => !isAmericanDate(text))).toEqual([]);
    expect(cases.notAmerican.filter(isAmericanDate)).toEqual([]);
    expect(cases.dayOrMonthFirst.filter((text) => !isDayOrMonthFirst(text))).toEqual([]);
    expect(cases.sure.filter(isDayOrMonthFirst)).toEqual([]);
  });

  it('tells a decimal point from thousands', () => {
    expect(cases.decimalPoints.filter((text) => !hasDecimalPoint(text))).toEqual([]);
    expect(cases.noDecimalPoints.filter(hasDecimalPoint)).toEqual([]);
  });

  it('tells a cell that failed from one that holds something', () => {
    expect(cases.failed.filter((text) => !isFailedCell(text))).toEqual([]);
    expect(cases.notFailed.filter(isFailedCell)).toEqual([]);
  });

  it('is yes, no or neither', () => {
    expect(['Ja', 'x', 'nee', '', 'misschien'].map(dutchYesNo)).toEqual([
      ...[true, true, false, false],
      undefined,
    ]);
  });
});
