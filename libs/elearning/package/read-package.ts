import fs from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

import { type Entry, openPromise, type ZipFile } from 'yauzl';

import type { PackageManifest } from '../manifest/package-manifest';
import { BrokenPackage, broken } from '../manifest/package-problem';
import { pathKey } from '../manifest/package-path';
import { findManifest, readManifest } from '../manifest/read-manifest';
import { readXmlTree } from '../manifest/xml-tree';
import { hasScript } from './svg-script';
import { isFile, nameOf, type ZipEntry } from './zip-entry';

/** What a package may be at most; looked at before anything is unpacked. */
export const PACKAGE_LIMITS = {
  files: 20_000,
  /** Bytes of all files together. */
  unpacked: 1_000_000_000,
  manifest: 5_000_000,
  svg: 5_000_000,
  /** How many times smaller a zip of more than `small` bytes can be than what it holds. */
  ratio: 150,
  small: 50_000_000,
} as const;

/** A package that was looked at from the first to the last byte. */
export interface ReadPackage {
  manifest: PackageManifest;
  entries: ZipEntry[];
  /** Bytes of all files together. */
  unpacked: number;
}

/**
 * Looks at a zip on the disk: names, sizes, kinds, then every byte, then the manifest. Nothing is unpacked to
 * the disk, here or later: files are read out of the zip.
 * @throws BrokenPackage
 */
export async function readPackage(path: string, bytes: number): Promise<ReadPackage> {
  if (bytes === 0) throw broken('empty');
  const zip = await open(path);
  try {
    const found = await entriesOf(zip);
    const unpacked = checkSizes(
      [...found.values()].map(({ entry }) => entry),
      bytes,
    );
    const entries = new Map<string, ZipEntry>();
    for (const [key, one] of found) entries.set(key, await checkBytes(zip, one));
    const file = findManifest(entries.keys());
    const manifest = await manifestOf(zip, found, file);
    return { manifest, entries: [...entries.values()], unpacked };
  } finally {
    zip.close();
  }
}

interface Found {
  entry: Entry;
  path: string;
}

async function open(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch {
    throw await noZip(path);
  }
}

/** What packs files in another way, by its first bytes in hexadecimal digits. */
const ARCHIVES: readonly (readonly [string, string])[] = [
  ['526172211a07', 'RAR'],
  ['377abcaf271c', '7z'],
  ['1f8b', 'gzip'],
];
const ZIP = '504b0304';

/** Says what was brought that is no zip, where its first bytes tell. */
async function noZip(path: string): Promise<BrokenPackage> {
  const file = await fs.open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const head = buffer.subarray(0, bytesRead).toString('hex');
    const [, archive] = ARCHIVES.find(([begin]) => head.startsWith(begin)) ?? [];
    if (archive) return broken('other-archive', { what: archive });
    return broken(head.startsWith(ZIP) ? 'cut-off' : 'no-zip');
  } finally {
    await file.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Found>> {
  if (zip.entryCount > PACKAGE_LIMITS.files)
    throw broken('too-many', { what: String(PACKAGE_LIMITS.files) });
  const found = new Map<string, Found>();
  try {
    for await (const entry of zip.eachEntry()) {
      const path = nameOf(entry);
      if (!isFile(entry, path)) continue;
      if (entry.isEncrypted()) throw broken('encrypted', { file: path });
      if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
        throw broken('method', { file: path });
      const key = pathKey(path);
      const other = found.get(key);
      if (other) throw broken('double', { file: path, what: other.path });
      found.set(key, { entry, path });
    }
  } catch (error) {
    throw error instanceof BrokenPackage ? error : broken('no-zip');
  }
  return found;
}

/** What the zip says of its sizes. */
function checkSizes(entries: readonly Entry[], bytes: number): number {
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const { unpacked: most, ratio, small } = PACKAGE_LIMITS;
  if (unpacked > most) throw broken('too-much', { what: String(most / 1_000_000) });
  if (unpacked > small && unpacked > bytes * ratio) throw broken('bomb');
  return unpacked;
}

/** What there really is: a file that is larger than it says, or not what it was, is found here. */
async function checkBytes(zip: ZipFile, { entry, path }: Found): Promise<ZipEntry> {
  const isSvg = /\.svg$/i.test(path);
  const kept: Buffer[] = [];
  let sum = 0;
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const stream: Readable = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      if (isSvg && entry.uncompressedSize <= PACKAGE_LIMITS.svg) kept.push(chunk);
    }
    if (sum !== entry.crc32) throw new Error('crc');
    if (isSvg && (entry.uncompressedSize > PACKAGE_LIMITS.svg || hasScript(Buffer.concat(kept))))
      throw broken('svg-script', { file: path });
    return {
      path,
      start: fileDataStart,
      compressed: entry.compressedSize,
      size: entry.uncompressedSize,
      isDeflated: entry.compressionMethod === 8,
      crc: sum,
    };
  } catch (error) {
    throw error instanceof BrokenPackage ? error : broken('broken-file', { file: path });
  }
}

async function manifestOf(
  zip: ZipFile,
  found: ReadonlyMap<string, Found>,
  key: string,
): Promise<PackageManifest> {
  const { entry, path } = found.get(key) ?? { entry: undefined, path: key };
  if (!entry) throw broken('no-manifest');
  if (entry.uncompressedSize > PACKAGE_LIMITS.manifest)
    throw broken('too-large', { file: path, what: String(PACKAGE_LIMITS.manifest / 1_000_000) });
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const root = await readXmlTree(Buffer.concat(chunks), path);
  return readManifest(root, {
    file: path,
    folder: path.slice(0, path.lastIndexOf('/') + 1),
    has: (file) => found.has(file),
  });
}
