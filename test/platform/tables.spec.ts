import writeWorkbook from 'write-excel-file/node';

import { openTable, type TableQuestion } from '@academie/platform';

import { type GivenRow, givenWorkbook } from '../support/workbook';

const HEADER = ['E-mailadres', 'Naam', 'Aantal'];
const PERSON = ['sam@x.example', 'Sam de Vries', 3];
const read = (content: Buffer, question: Partial<TableQuestion> = {}) =>
  openTable(
    content,
    { headings: ['emailadres', 'naam', 'aantal'], maxRows: 500, ...question },
    async ({ rows, ...head }) => {
      const found = [];
      for await (const some of rows) found.push(...some);
      return { ...head, rows: found };
    },
  );
const cellsOf = async (content: Buffer, question?: Partial<TableQuestion>) =>
  (await read(content, question)).rows.map(({ cells }) => cells);
const sheet = (name: string, ...rows: (GivenRow | (string | number | null)[])[]) => ({
  name,
  rows,
});

describe('a table in a workbook', () => {
  it('begins below a title, on the sheet that can be seen', async () => {
    const found = await read(
      givenWorkbook(
        { ...sheet('keuzelijst', ['Naam', 'Aantal'], ['Alkmaar', 1]), state: 'hidden' },
        { ...sheet('geheim', HEADER, PERSON), state: 'veryHidden' },
        sheet('Deelnemers', ['Lijst voor 14 december'], { number: 3, cells: HEADER }, PERSON),
      ),
    );

    expect(found).toMatchObject({ sheet: 'Deelnemers', header: { number: 3, cells: HEADER } });
    expect(found.above.map(({ cells }) => cells)).toEqual([['Lijst voor 14 december']]);
    expect(found.rows).toEqual([
      { number: 4, cells: ['sam@x.example', 'Sam de Vries', '3'], isHidden: false },
    ]);
  });

  it('is asked for when several sheets hold one, and read from the one that is named', async () => {
    const content = givenWorkbook(
      sheet('Alkmaar', HEADER, PERSON),
      sheet('Heiloo', ['kim@x.example', 'Kim'], ['lou@x.example', 'Lou']),
      sheet('Toelichting', ['Vul hier alle deelnemers in.'], ['Vragen? Bel ons.']),
      sheet('Blad4'),
    );

    await expect(read(content)).rejects.toMatchObject({
      reason: 'severalSheets',
      params: { sheets: 'Alkmaar\nHeiloo' },
    });
    expect((await read(content, { sheet: 'Alkmaar' })).rows).toHaveLength(1);
    expect((await read(content, { sheet: 'Heiloo' })).rows).toHaveLength(2);
    await expect(read(content, { sheet: 'Bergen' })).rejects.toMatchObject({
      reason: 'unknownSheet',
    });
  });

  it('is not asked for beside sheets that hold none', async () => {
    const content = givenWorkbook(
      sheet('Toelichting', ['Vul hier alle deelnemers in.']),
      sheet('Deelnemers', HEADER, PERSON),
      sheet('Blad3'),
    );

    expect(await read(content)).toMatchObject({ sheet: 'Deelnemers', rows: [{ number: 2 }] });
  });

  it('has its numbers, days, times and failures as Excel shows them', async () => {
    const content = givenWorkbook({
      name: 'Blad1',
      rows: [
        HEADER,
        [12.375, 0.125, 1250],
        [{ formula: '99/8', value: 12.375 }, { formula: '1/3', value: 1 / 3 }, 0.1 + 0.2],
        [{ date: 46350 }, { date: 46350.5 }, { time: 0.0451388888 }],
        [{ date: 1 }, { date: 59 }, { time: 1.5 }],
        [{ error: '#N/A' }, { error: '#DIV/0!' }, { formula: '20+20' }],
        [1e21, -5, 1e-7],
        [1e-20, -1e-20, 0.0000012],
      ],
    });

    expect(await cellsOf(content)).toEqual([
      ['12,375', '0,125', '1250'],
      ['12,375', '0,333333333333333', '0,3'],
      ['24-11-2026', '24-11-2026 12:00:00', '1:05:00'],
      ['01-01-1900', '28-02-1900', '36:00:00'],
      ['#N/A', '#DIV/0!', '#BEREKEN!'],
      ['1e+21', '-5', '0,0000001'],
      ['0', '0', '0,0000012'],
    ]);
  });

  it('has what a library wrote: shared text, dates and yes or no', async () => {
    const book = writeWorkbook(
      [
        HEADER,
        ['sam@x.example', 'Sam de Vries', new Date('2026-11-24T00:00:00Z')],
        ['a & b <c>', true, 'Sam de Vries'],
      ],
      { dateFormat: 'dd-mm-yyyy' },
    );

    expect(await cellsOf(await book.toBuffer())).toEqual([
      ['sam@x.example', 'Sam de Vries', '24-11-2026'],
      ['a & b <c>', 'WAAR', 'Sam de Vries'],
    ]);
  });

  it('has rich text as text', async () => {
    const shared = (nth: number) => `<c t="s"><v>${nth}</v></c>`;
    const content = givenWorkbook({
      ...sheet('Blad1', HEADER),
      xml: `<row r="2">${shared(0)}${shared(1)}</row>`,
      sharedStrings: `<sst><si><t>sam@x.example</t></si><si><r><t xml:space="preserve">Sam </t></r><r><rPr><b/></rPr><t>de Vries</t></r></si></sst>`,
    });

    expect(await cellsOf(content)).toEqual([['sam@x.example', 'Sam de Vries']]);
  });

  it('says which of its rows are hidden', async () => {
    const content = givenWorkbook(
      sheet('Blad1', HEADER, { cells: PERSON, isHidden: true }, PERSON),
    );

    expect((await read(content)).rows.map(({ number, isHidden }) => [number, isHidden])).toEqual([
      [2, true],
      [3, false],
    ]);
  });

  it('costs no more for a cell at the very end', async () => {
    const stray = (cell: string) =>
      givenWorkbook({ ...sheet('Blad1', HEADER, PERSON), xml: `<row r="1048576">${cell}</row>` });

    expect(await cellsOf(stray('<c r="XFD1048576" s="1"/>'))).toHaveLength(1);
    expect(
      await cellsOf(stray('<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>')),
    ).toHaveLength(1);
    expect((await read(stray('<c r="A1048576"><v>1</v></c>'))).rows[1]).toMatchObject({
      number: 1_048_576,
    });
  });

  it.each([
    ['more rows than may be', sheet('Blad1', HEADER, ...Array(501).fill(PERSON)), 'tooManyRows'],
    ['elements within elements', { ...sheet('Blad1'), xml: '<row>'.repeat(100_000) }, 'unreadable'],
    [
      'an element of very many attributes',
      {
        ...sheet('Blad1', HEADER),
        xml: `<row ${Array.from({ length: 900 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
      },
      'unreadable',
    ],
    ['broken XML', { ...sheet('Blad1', HEADER), xml: '<row><c></row>' }, 'unreadable'],
    ['an entity', { ...sheet('Blad1', HEADER), xml: '<row><c><v>&x;</v></c></row>' }, 'unreadable'],
  ])('is refused with %s', async (_what, given, reason) => {
    await expect(read(givenWorkbook(given))).rejects.toMatchObject({ reason });
  });

  const filled = (count: number, cell: string): string =>
    Array.from({ length: count }, () => `<row><c>${cell}</c></row>`).join('');
  it.each([
    ['rows of numbers', givenWorkbook({ ...sheet('Blad1', HEADER), xml: filled(900, '<v>1</v>') })],
    [
      'rows of text in the cell',
      givenWorkbook({
        ...sheet('Blad1', HEADER),
        xml: `<row><c t="inlineStr"><is><t>a</t></is></c></row>`.repeat(900),
      }),
    ],
    ['lines', Buffer.from(`Naam;Aantal\n${'Sam;1\n'.repeat(900)}`)],
    ['lines with quotes', Buffer.from(`Naam;Aantal\n${'"Sam";1\n'.repeat(900)}`)],
  ])('is refused for too many %s before any of them is handed out', async (_what, content) => {
    const use = jest.fn();
    const question = { headings: ['naam', 'aantal'], maxRows: 500 };

    await expect(openTable(content, question, use)).rejects.toMatchObject({
      reason: 'tooManyRows',
      params: { max: 500 },
    });
    expect(use).not.toHaveBeenCalled();
  });

  it('is refused for too many rows before the texts that they share are read', async () => {
    const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(900);
    const given = { ...sheet('Blad1', HEADER), sharedStrings: '<sst></si>' };

    await expect(read(givenWorkbook({ ...given, xml: rows }))).rejects.toMatchObject({
      reason: 'tooManyRows',
    });
    await expect(read(givenWorkbook(given))).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it.each(['<html><table><tr><td>Naam', '<?xml version="1.0"?><Workbook>', '{\\rtf1 Naam;Aantal}'])(
    'is none that begins with %s, whatever a program calls it',
    async (text) => {
      await expect(read(Buffer.from(text))).rejects.toMatchObject({ reason: 'spreadsheet' });
    },
  );

  it.each([
    ['formulas that show nothing', filled(900, '<f>IF(A1,1,"")</f><v></v>')],
    ['cells with a format alone', '<row><c s="1"/></row>'.repeat(900)],
    [
      'blanks',
      filled(900, '<is><t xml:space="preserve">  </t></is>').replaceAll('<c>', '<c t="inlineStr">'),
    ],
  ])('is not refused for rows of %s', async (_what, xml) => {
    const content = givenWorkbook({ ...sheet('Blad1', HEADER, PERSON), xml });

    expect(
      (await cellsOf(content)).filter((cells) => cells.some((cell) => cell.includes('@'))),
    ).toHaveLength(1);
  });

  it.each([
    ['a row of 600,000 cells', '<row>' + '<c><v>1</v></c>'.repeat(600_000) + '</row>'],
    ['a row further down than Excel has', '<row r="1048577"><c><v>1</v></c></row>'],
  ])('is no workbook with %s', async (_what, xml) => {
    await expect(
      read(givenWorkbook({ ...sheet('Blad1', HEADER, PERSON), xml })),
    ).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it.each([
    ['cells', 'a@b,'.repeat(2_000_000)],
    ['one cell', 'a'.repeat(8_000_000)],
  ])('is no CSV with a line of eight megabytes of %s', async (_what, text) => {
    await expect(read(Buffer.from(text))).rejects.toMatchObject({ reason: 'tooMuch' });
  });

  it('may have empty rows without end, and as many filled ones as may be', async () => {
    const rows = [HEADER, ...Array<(string | number)[]>(500).fill(PERSON), ...Array(2000).fill([])];

    expect(await cellsOf(givenWorkbook(sheet('Blad1', ...rows)))).toHaveLength(500);
    expect(await cellsOf(Buffer.from(`Naam;Aantal\r\n${';\r\n'.repeat(5000)}Sam;1\r\n`))).toEqual([
      ['Sam', '1'],
    ]);
  });
});
