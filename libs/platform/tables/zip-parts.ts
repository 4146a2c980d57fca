import type { Readable } from 'node:stream';

import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

import { UnreadableTable } from './unreadable-table';

const MOST_FILES = 2000;

/** A file in a zip: its size as the zip says, which reading it checks. */
export interface ZipPart {
  bytes: number;
  /** @throws UnreadableTable */
  open(): Promise<Readable>;
}

/** The files in a zip by name; none is unpacked before it is opened. @throws UnreadableTable */
export async function zipParts(content: Buffer): Promise<Map<string, ZipPart>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(content, { lazyEntries: true, autoClose: false }, (error, found) =>
      error ? reject(new UnreadableTable('unreadable')) : resolve(found),
    ),
  );
  if (zip.entryCount > MOST_FILES) throw new UnreadableTable('tooMuch');
  const parts = new Map<string, ZipPart>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      const name = entry.fileName.replace(/^\/+/, '');
      parts.set(name, { bytes: entry.uncompressedSize, open: () => open(zip, entry) });
      zip.readEntry();
    });
    zip.on('end', resolve);
    zip.on('error', () => reject(new UnreadableTable('unreadable')));
    zip.readEntry();
  });
  return parts;
}

const open = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    if (entry.isEncrypted()) return reject(new UnreadableTable('spreadsheet'));
    zip.openReadStream(entry, (error, stream) =>
      error ? reject(new UnreadableTable('unreadable')) : resolve(stream),
    );
  });
