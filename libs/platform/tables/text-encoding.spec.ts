import iconv from 'iconv-lite';

import { readYaml } from '../files/files';
import { decodeText, LOST_LETTER } from './text-encoding';

const { names, encodings } = readYaml<{ names: string[][]; encodings: string[] }>(
  'libs/platform/tables/encodings.cases.yaml',
);
const written = names.flatMap((some) =>
  encodings.flatMap((charset) => {
    const text = `E-mailadres;Naam\r\n${some.map((name, n) => `x${n}@x.example;${name}`).join('\r\n')}\r\n`;
    const has = iconv.decode(iconv.encode(text, charset), charset) === text;
    return has ? [[some.join(', '), charset, text] as const] : [];
  }),
);

describe('the letters of a file', () => {
  it.each(written)('are those of %s in %s', (_names, charset, text) => {
    expect(decodeText(iconv.encode(text, charset))).toBe(text);
  });

  it.each([...names, ['’t Hart', 'à la', 'Smit – Bakker', 'Łukasz']])(
    'are read as they were, when a program read and wrote them wrongly: %s',
    (...some) => {
      const text = `E-mailadres;Naam\r\n${some.join('\r\n')}`;
      const bytes = Buffer.from(text);
      const asWindows = Array.from(bytes, (byte) => {
        const sign = iconv.decode(Buffer.from([byte]), 'win1252');
        return sign === LOST_LETTER ? String.fromCharCode(byte) : sign;
      }).join('');

      for (const wrong of [asWindows, bytes.toString('latin1')])
        expect(decodeText(Buffer.from(wrong))).toBe(text);
    },
  );

  it('have no byte order mark', () => {
    for (const charset of ['utf8', 'utf-16le', 'utf-16be'])
      expect(decodeText(iconv.encode('Naam;Zoë', charset, { addBOM: true }))).toBe('Naam;Zoë');
  });

  it('are lost in the one row of UTF-8 that came from elsewhere, and in no other', () => {
    const content = Buffer.concat([
      Buffer.from('Zoë;Björn\r\n'),
      Buffer.from('René\r\n', 'latin1'),
      Buffer.from('Françoise'),
    ]);

    expect(decodeText(content)).toBe(`Zoë;Björn\r\nRen${LOST_LETTER}\r\nFrançoise`);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'spreadsheet'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'noText'],
    ['an image', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'noText'],
    ['text with a NUL', Buffer.from('a\nb\0c and more text'), 'nulCharacter'],
  ])('are not in %s', (_what, content, reason) => {
    expect(() => decodeText(content)).toThrow(reason);
  });
});
