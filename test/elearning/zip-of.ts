import { crc32, deflateRawSync } from 'node:zlib';

/** A file for a zip, and what the zip says of it that is not so. */
export interface ZipFile {
  name: string | Buffer;
  content?: string | Buffer;
  stored?: boolean;
  /** File type and rights as Unix has them. */
  mode?: number;
  /** What the zip says that its size is. */
  claims?: number;
  method?: number;
  flags?: number;
  crc?: number;
}

/** A zip, byte by byte, so that a test can make one that no tool would make. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = Buffer.from(file.content ?? '');
    const bytes = file.stored ? content : deflateRawSync(content);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(file.flags ?? 0x800, 2);
    head.writeUInt16LE(file.method ?? (file.stored ? 0 : 8), 4);
    head.writeUInt32LE(file.crc ?? crc32(content), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(file.claims ?? content.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, name, bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((file.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), madeBy, head, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}
