import { centsOf, euroInput, euroText } from './euros';

describe('sums as people type and read them', () => {
  it.each([
    ['1250', 125_000],
    ['1.250,50', 125_050],
    ['€ 12,5', 1250],
    ['50.000,-', 5_000_000],
    ['0', 0],
    ['1250.5', 125_050],
    ['1250.50', 125_050],
    ['1.25', '1.25'],
    ['1,250.50', '1,250.50'],
    ['1e9', '1e9'],
    ['twaalf', 'twaalf'],
    ['-5', '-5'],
    ['', ''],
  ])('reads %s as %s', (typed, cents) => {
    expect(centsOf(typed)).toBe(cents);
  });

  it.each([
    [5_000_000, '€ 50.000', '50000'],
    [125_050, '€ 1.250,50', '1250,50'],
    [0, '€ 0', '0'],
  ])('shows %s as %s', (cents, text, input) => {
    expect(euroText(cents).replace(/\u00A0/g, ' ')).toBe(text);
    expect(euroInput(cents)).toBe(input);
    expect(centsOf(euroInput(cents))).toBe(cents);
  });
});
