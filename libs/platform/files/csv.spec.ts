import { dutchCsv } from './csv';

describe('a CSV for Dutch Excel', () => {
  it('has fractions with a comma, beside whole numbers and text as they are', () => {
    expect(
      dutchCsv(
        ['Doel', 'Waarde'],
        [
          ['T1', 96.2],
          ['1.5', 3],
          ['', null],
        ],
      ),
    ).toBe('\uFEFFDoel;Waarde\r\nT1;96,2\r\n1.5;3\r\n;\r\n');
  });
});
