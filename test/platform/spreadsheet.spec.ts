import { dutchWorkbook, dutchXlsx, type SheetCell } from '@academie/platform';

import { sheetsIn } from '../support/read-workbook';

describe('a workbook that the academie makes', () => {
  it('has numbers as numbers, moments as dates in Amsterdam time, and text that never is a formula', async () => {
    const [sheet] = await sheetsIn(
      await dutchXlsx(
        'Aantallen: 1/2',
        ['Naam', 'Aantal', 'Begint'],
        [
          ['Sam & <Noor>', 2.5, new Date('2026-07-01T10:00:00Z')],
          ['=1+1', null, null],
          [null, -3, new Date('2026-12-01T10:00:00Z')],
        ],
      ),
    );

    expect(sheet).toEqual({
      name: 'Aantallen  1 2',
      rows: [
        ['Naam', 'Aantal', 'Begint'],
        ['Sam & <Noor>', 2.5, new Date('2026-07-01T12:00:00Z')],
        [`'=1+1`],
        [null, -3, new Date('2026-12-01T11:00:00Z')],
      ],
    });
  });

  it('leaves out what no workbook can hold, and opens all the same', async () => {
    const [sheet] = await sheetsIn(
      await dutchXlsx(
        'Tekst',
        ['Tekst'],
        [['a\u0000b\u001Fc\uFFFF'], ['x'.repeat(40_000)], ['é\n😀']],
      ),
    );

    expect(sheet!.rows).toEqual([['Tekst'], ['abc'], ['x'.repeat(32_767)], ['é\n😀']]);
  });

  it('has its sheets in order, also an empty one', async () => {
    const sheets = await sheetsIn(
      await dutchWorkbook([
        { name: 'Doelen', header: ['Doel'], rows: [] },
        { name: 'Uitleg', header: ['Kolom'], rows: [['Doel']] },
      ]),
    );

    expect(sheets).toEqual([
      { name: 'Doelen', rows: [['Doel']] },
      { name: 'Uitleg', rows: [['Kolom'], ['Doel']] },
    ]);
  });

  it('is made in a thread of its own when it is large, so that nobody waits for it', async () => {
    const rows = Array.from({ length: 20_000 }, (_, nth): SheetCell[] => [
      `Persoon ${nth}`,
      nth,
      new Date('2026-07-01T10:00:00Z'),
      'Haarlem',
    ]);
    let longest = 0;
    const began = performance.now();
    let last = began;
    const ticker = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const content = await dutchXlsx('Mensen', ['Naam', 'Nummer', 'Begin', 'Gemeente'], rows);
    clearInterval(ticker);
    // Whoever makes it here is held all the time.
    expect(Math.max(longest, performance.now() - last)).toBeLessThan(
      (performance.now() - began) / 2,
    );

    const [sheet] = await sheetsIn(content);
    expect(sheet!.rows).toHaveLength(20_001);
    expect(sheet!.rows[20_000]).toEqual([
      'Persoon 19999',
      19_999,
      new Date('2026-07-01T12:00:00Z'),
      'Haarlem',
    ]);
  });
});
