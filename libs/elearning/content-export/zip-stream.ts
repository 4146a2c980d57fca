import { promisify } from 'node:util';
import { Readable } from 'node:stream';
import { crc32, deflateRaw } from 'node:zlib';

/** A file for a zip: bytes that are made when its turn comes, or a stream that can be opened twice. */
export type ZipPart =
  | { name: string; bytes: () => Promise<Buffer> | Buffer }
  | { name: string; size: number; open: () => Promise<Readable> };

const deflated = promisify<Buffer, Buffer>((bytes, done) => deflateRaw(bytes, done));

const STORED = 0;
const DEFLATED = 8;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const FILE = (0o100644 << 16) >>> 0;

/**
 * A zip as a stream. Sizes and checksums stand before the bytes, because programs that read a zip as it comes (in
 * Java, among others) refuse the other way for what is not deflated; so a large file is read twice, and
 * only one small file at a time is in memory. Without zip64: the caller keeps it under 4 GB.
 */
export const zipStream = (parts: Iterable<ZipPart>, at: Date): Readable =>
  Readable.from(zipBytes(parts, dosTime(at)), { objectMode: false });

async function* zipBytes(parts: Iterable<ZipPart>, time: number): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { body, method, crc, packed, size } = await packedPart(part);
    const name = Buffer.from(part.name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(FLAGS, 2);
    head.writeUInt16LE(method, 4);
    head.writeUInt32LE(time, 6);
    head.writeUInt32LE(crc, 10);
    head.writeUInt32LE(packed, 14);
    head.writeUInt32LE(size, 18);
    head.writeUInt16LE(name.length, 22);
    directory.push(entryOf(head, offset, name));
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, name]);
    yield local;
    yield* body;
    offset += local.length + packed;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([entries, end]);
}

interface Packed {
  body: AsyncIterable<Buffer> | Iterable<Buffer>;
  method: number;
  crc: number;
  packed: number;
  size: number;
}

async function packedPart(part: ZipPart): Promise<Packed> {
  if ('bytes' in part) {
    const bytes = await part.bytes();
    const body = await deflated(bytes);
    const [packed, size] = [body.length, bytes.length];
    return { body: [body], method: DEFLATED, crc: crc32(bytes), packed, size };
  }
  let crc = 0;
  let read = 0;
  for await (const chunk of (await part.open()) as AsyncIterable<Buffer>) {
    crc = crc32(chunk, crc);
    read += chunk.length;
  }
  if (read !== part.size) throw new Error(`${part.name} has ${read} bytes instead of ${part.size}`);
  return { body: await part.open(), method: STORED, crc, packed: read, size: read };
}

// The line of a file in the directory at the end.
function entryOf(head: Buffer, offset: number, name: Buffer): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(FILE, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), head, tail, name]);
}

/** Two seconds at a time from 1980, as a zip counts. */
function dosTime(at: Date): number {
  const date =
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
