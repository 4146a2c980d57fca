import { dutchCsv, dutchXlsx, openTable } from '@academie/platform';

import { signatureIn, withSignature } from './signature-in-file';

const signature = { checksum: 'a'.repeat(64), jws: 'eyJhIjox.eyJiIjoy.c2lnbmF0dXJl' };

describe('a signature in a file', () => {
  const csv = Buffer.from(dutchCsv(['Doel'], [['T01'], ['T02']]));
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n%%EOF\n');

  it('is taken out again, and leaves what was signed', async () => {
    const xlsx = await dutchXlsx('Doelen', ['Doel'], [['T01']]);
    for (const [kind, content] of [
      ['csv', csv],
      ['pdf', pdf],
      ['xlsx', xlsx],
    ] as const) {
      const file = withSignature(kind, content, signature);
      expect(file.length).toBeGreaterThan(content.length);
      expect(signatureIn(file)).toEqual({ kind, content, jws: signature.jws });
    }
  });

  it('is missing in a file that never had one', async () => {
    for (const file of [csv, pdf, await dutchXlsx('Doelen', ['Doel'], []), Buffer.from('')])
      expect(signatureIn(file)).toBeUndefined();
  });

  it('leaves a workbook that opens', async () => {
    const file = withSignature('xlsx', await dutchXlsx('Doelen', ['Doel'], [['T01']]), signature);
    const rows = await openTable(file, { headings: ['doel'], maxRows: 9 }, async (table) => {
      const found = [];
      for await (const some of table.rows) found.push(...some);
      return found;
    });
    expect(rows.map(({ cells }) => cells)).toEqual([['T01']]);
  });
});
