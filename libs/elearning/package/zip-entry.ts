import { type Entry, getFileNameLowLevel } from 'yauzl';

import { type BrokenPackage, broken } from '../manifest/package-problem';

/** A file in the zip: where its bytes begin, and how they lie there. */
export interface ZipEntry {
  /** As it is called in the package. */
  path: string;
  /** Where its bytes begin in the zip. */
  start: number;
  compressed: number;
  size: number;
  isDeflated: boolean;
  crc: number;
}

const UNIX = 3;
const [KIND, FILE, FOLDER, LINK] = [0o170000, 0o100000, 0o040000, 0o120000];
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)\s*(?:\.|$)/i;
const LONGEST = 500;

/** Whether an entry is a file, and not the folder around it. @throws BrokenPackage for what may not be there */
export function isFile(entry: Entry, path: string): boolean {
  const mode =
    entry.versionMadeBy >>> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & KIND : 0;
  if (mode === LINK) throw broken('link', { file: path });
  if (mode !== 0 && mode !== FILE && mode !== FOLDER) throw broken('device', { file: path });
  return !path.endsWith('/');
}

/**
 * The name of an entry. Tools that do not say how they write letters mostly write UTF-8.
 * @throws BrokenPackage for a name that leads out of the package or is none on some computer
 */
export function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const path = (
    utf8(raw) ?? getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false)
  ).replaceAll('\\', '/');
  const problem = wrongName(path);
  if (problem) throw problem;
  return path
    .split('/')
    .filter((part, nth, all) => part !== '.' || nth === all.length - 1)
    .join('/');
}

function wrongName(path: string): BrokenPackage | undefined {
  const shown = { file: path.slice(0, 200).replace(/\p{Cc}/gu, '?') };
  const parts = path.split('/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || parts.includes('..'))
    return broken('outside', shown);
  if (parts.some((part) => DEVICE.test(part.trim()))) return broken('device', shown);
  const isEmpty = parts.slice(0, -1).includes('') || path === '';
  if (path.length > LONGEST || isEmpty || /[\p{Cc}\ufffd:]/u.test(path))
    return broken('name', shown);
  return undefined;
}

function utf8(raw: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return undefined;
  }
}
