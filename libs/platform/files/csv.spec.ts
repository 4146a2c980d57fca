import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { dutchCsv, dutchCsvStream } from './csv';
import { filesBelow, ROOT } from './files';

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

  it('is the same when it is made row by row', async () => {
    const rows = [['Doel'], [96.2], ['=1+1']];

    expect(String(await buffer(dutchCsvStream(Readable.from(rows))))).toBe(
      dutchCsv(['Doel'], [[96.2], ['=1+1']]),
    );
  });

  it('is written by one function', () => {
    const others = filesBelow(path.join(ROOT, 'libs'), '.ts').filter((file) =>
      /csv-stringify/.test(fs.readFileSync(path.join(ROOT, 'libs', file), 'utf8')),
    );

    expect(others.filter((file) => !file.endsWith('.spec.ts'))).toEqual(['platform/files/csv.ts']);
  });
});
