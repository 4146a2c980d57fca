import { csvForm } from './csv-form';
import { csvRows } from './csv-rows';
import { headerIn } from './header';

const read = (text: string, delimiter = ';') =>
  [...csvRows(text, delimiter)].map(({ number, cells }) => [number, ...cells]);

describe('the rows of a CSV', () => {
  it.each([
    [
      'every kind of line end',
      'a;b\r\nc;d\ne;f\rg',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
        [3, 'e', 'f'],
        [4, 'g'],
      ],
    ],
    [
      'empty rows, which keep their number',
      'a\r\n\r\n;;\r\n " " \r\n',
      [
        [1, 'a'],
        [4, '" "'],
      ],
    ],
    [
      'an empty cell at the end',
      'a;\nb',
      [
        [1, 'a', ''],
        [2, 'b'],
      ],
    ],
    [
      'quotes',
      '"a;b";"c ""d""";"e\nf"\ng',
      [
        [1, 'a;b', 'c "d"', 'e\nf'],
        [2, 'g'],
      ],
    ],
    ['quotes inside a cell', '5" buis;"a"b;c"d"', [[1, '5" buis', 'ab', 'c"d"']]],
    ['text kept from Excel', '="0612";="a', [[1, '0612', '="a']]],
    ['one cell', 'a', [[1, 'a']]],
    ['nothing', '', []],
  ])('are those of a text with %s', (_what, text, rows) => {
    expect(read(text)).toEqual(rows);
  });

  it.each([
    ['a quote that never ends', 'a\n"b;c\nd', 'brokenQuotes', 2],
    ['quotes without end', `a\n"${'""'.repeat(200_000)}`, 'brokenQuotes', 2],
  ])('are not those of %s', (_what, text, reason, line) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason, params: { line } }));
  });

  it('are cut where no table goes on', () => {
    const [long, wide, next] = read(`${'a'.repeat(9000)}\n${'b;'.repeat(9000)}\nc`);

    expect([long![1], wide!.length, next]).toEqual(['a'.repeat(5000), 257, [3, 'c']]);
    expect(read(`"${'a""'.repeat(9000)}";b`)[0]![2]).toBe('b');
  });

  it.each([
    ['semicolons', 'Naam;Adres\nVries, Sam de;a@x.example', ';', 1],
    ['commas', 'Naam,Adres\n"Vries, Sam de",a@x.example', ',', 1],
    ['tabs', 'Naam\tAdres\nSam;Kim, Lou\ta@x.example', '\t', 1],
    ['bars', 'Naam|Adres\nSam|a@x.example', '|', 1],
    ['what the first line says', 'sep=,\r\nNaam;x,Adres\r\n', ',', 2],
    [
      'what fits below a title',
      'Lijst, versie 3, van juni, 2026\n\nNaam;Adres\nSam;a@x.example',
      ';',
      1,
    ],
    ['most rows, when nothing fits', 'Sam;a@x.example\nKim, Lou;b@x.example', ';', 1],
  ])('are parted by %s', (_what, text, delimiter, number) => {
    const headings = new Set(['naam', 'adres']);
    const form = csvForm(text, (rows) => headerIn(rows, headings)?.score ?? 0);

    expect(form).toMatchObject({ delimiter, number });
  });
});
