import { inflateRawSync } from 'node:zlib';

import { UnreadableSheet } from './csv-reader';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const DEFLATED = 8;
const MOST_ENTRIES = 500;

/**
 * Unpacks every file of a zip within a budget of bytes and throws the result away: a workbook that is
 * small on the wire may be gigabytes in memory, and what its directory says of that may be a lie.
 * @throws UnreadableSheet: tooLarge, or unreadable when it is no whole zip
 */
export function mustUnpackWithin(zip: Buffer, budget: number): void {
  let left = budget;
  for (const { method, packed, from } of entriesOf(zip)) {
    const data = zip.subarray(from, from + packed);
    if (method !== DEFLATED) {
      left -= data.length;
      if (left < 0) throw new UnreadableSheet('tooLarge');
      continue;
    }
    try {
      left -= inflateRawSync(data, { maxOutputLength: Math.max(1, left) }).length;
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      throw new UnreadableSheet(tooLarge ? 'tooLarge' : 'unreadable');
    }
  }
}

function entriesOf(zip: Buffer): { method: number; packed: number; from: number }[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END)
    throw new UnreadableSheet('unreadable');
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new UnreadableSheet('tooLarge');
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let nth = 0; nth < count; nth += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY)
      throw new UnreadableSheet('unreadable');
    const local = zip.readUInt32LE(at + 42);
    if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL)
      throw new UnreadableSheet('unreadable');
    entries.push({
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      from: local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28),
    });
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
