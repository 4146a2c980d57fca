import { isUtf8 } from 'node:buffer';

import iconv from 'iconv-lite';

import { likelyCharset } from './likely-charset';
import { type TableProblem, UnreadableTable } from './unreadable-table';

const BOMS = [
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf8' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
];
/** How a zip begins: a workbook. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
// A zip, an old Excel file, a PDF, and images.
const OTHER_FILES: { bytes: number[]; reason: TableProblem }[] = [
  { bytes: ZIP, reason: 'spreadsheet' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], reason: 'spreadsheet' },
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: 'noText' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], reason: 'noText' },
  { bytes: [0xff, 0xd8, 0xff], reason: 'noText' },
];
/** Bytes that say enough about UTF-16 without a mark. */
const SAMPLE = 4096;

const beginsWith = (content: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => content[index] === byte);

export const isZip = (content: Uint8Array): boolean => beginsWith(content, ZIP);

/** What stands for a byte that is no letter in its encoding: a row that has it cannot be used. */
export const LOST_LETTER = '\uFFFD';

/**
 * The text of a file in UTF-8 or UTF-16, with a byte order mark or without, or in what Excel calls CSV:
 * Windows-1252, MS-DOS 850 or Macintosh, whichever makes most sense of its letters.
 * @throws UnreadableTable for another kind of file, and for text with a NUL in it
 */
export function decodeText(content: Buffer): string {
  if (content.length === 0) throw new UnreadableTable('empty');
  const other = OTHER_FILES.find(({ bytes }) => beginsWith(content, bytes));
  if (other) throw new UnreadableTable(other.reason);
  const charset = charsetOf(content);
  const decoded = iconv.decode(content, charset);
  const text = charset === 'utf8' ? readTwice(decoded) : decoded;
  const nul = text.indexOf('\0');
  if (nul >= 0)
    throw new UnreadableTable('nulCharacter', { line: text.slice(0, nul).split('\n').length });
  return text;
}

// UTF-8 that a program took for Windows-1252 and wrote as UTF-8 once more: "RenÃ©", "â€™t Hart".
const TWICE =
  /[ÃÂÄÅ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â[\u0080€][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›™]/g;

function readTwice(text: string): string {
  // A file has few different letters, and may have millions of them.
  const known = new Map<string, string>();
  return text.replace(TWICE, (some) => {
    const letter = known.get(some) ?? letterOf(some);
    known.set(some, letter);
    return letter;
  });
}

function letterOf(signs: string): string {
  const letter = Buffer.from(Array.from(signs, byteOf)).toString('utf8');
  return letter.length === 1 && letter !== LOST_LETTER ? letter : signs;
}

// Windows has no sign for five of its bytes, and keeps them as they are.
const byteOf = (sign: string): number => {
  const code = sign.charCodeAt(0);
  return code < 0x100 ? code : (iconv.encode(sign, 'win1252')[0] ?? 0x3f);
};

function charsetOf(content: Buffer): string {
  const marked = BOMS.find(({ bytes }) => beginsWith(content, bytes));
  if (marked) return marked.charset;
  const wide = wideCharset(content.subarray(0, SAMPLE));
  if (wide) return wide;
  if (isUtf8(content) || isMostlyUtf8(content)) return 'utf8';
  return likelyCharset(content);
}

// Of two bytes a letter, one is empty in almost every letter of a Dutch text.
function wideCharset(sample: Buffer): string | undefined {
  const empty = [0, 0];
  for (const [at, byte] of sample.entries())
    if (byte === 0) empty[at % 2] = (empty[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = empty;
  if (odd > sample.length / 4 && even < odd / 10) return 'utf-16le';
  return even > sample.length / 4 && odd < even / 10 ? 'utf-16be' : undefined;
}

// A file in UTF-8 with a row that was pasted from elsewhere: only that row has lost letters.
function isMostlyUtf8(content: Buffer): boolean {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    let found = 0;
    while (found < length && ((content[at + found + 1] ?? 0) & 0xc0) === 0x80) found += 1;
    if (length > 0 && found === length) whole += 1;
    else broken += 1;
    at += found;
  }
  return whole > broken;
}
