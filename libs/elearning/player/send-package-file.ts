import { type Readable, Transform } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { type FileStore, rangeOf } from '@academie/platform';

import type { PackageFileRow } from '../package/package.queries';
import { contentTypeOf } from './content-type';

/** A drawing that is opened by itself may run nothing. */
const DRAWING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** Sends a file out of a package, or the part of it that was asked for. */
export async function sendPackageFile(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  { path, file }: { path: string; file: PackageFileRow },
): Promise<void> {
  const type = contentTypeOf(path);
  const etag = `"${file.crc.toString(16)}-${file.size.toString(16)}"`;
  void reply.headers({
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    'content-type': type,
    etag,
    ...(type === 'image/svg+xml' && { 'content-security-policy': DRAWING }),
  });
  if (request.headers['if-none-match'] === etag) {
    void reply.status(304).send();
    return;
  }
  const asked = rangeOf(request.headers.range, file.size);
  if (asked === 'unsatisfiable') {
    void reply.status(416).header('content-range', `bytes */${file.size}`).send();
    return;
  }
  const bytes = await bytesOf(store, file, asked ?? { start: 0, end: file.size - 1 });
  if (asked)
    void reply
      .status(206)
      .header('content-range', `bytes ${asked.start}-${asked.end}/${file.size}`)
      .header('content-length', asked.end - asked.start + 1);
  void reply.send(bytes);
}

async function bytesOf(
  store: FileStore,
  file: PackageFileRow,
  { start, end }: { start: number; end: number },
): Promise<Readable | Buffer> {
  if (file.size === 0 || file.compressed === 0) return Buffer.alloc(0);
  if (!file.deflated) return store.read(file, { start: file.start + start, end: file.start + end });
  const packed = await store.read(file, {
    start: file.start,
    end: file.start + file.compressed - 1,
  });
  const inflated = packed.on('error', (error) => inflate.destroy(error));
  const inflate = createInflateRaw();
  const part = cut(start, end - start + 1);
  inflate.on('error', (error) => part.destroy(error));
  part.on('close', () => {
    packed.destroy();
    inflate.destroy();
  });
  return inflated.pipe(inflate).pipe(part);
}

/** Lets through so many bytes, after so many others. */
function cut(skip: number, length: number): Transform {
  let [before, left] = [skip, length];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const piece = chunk.subarray(Math.min(before, chunk.length)).subarray(0, left);
      before = Math.max(0, before - chunk.length);
      left -= piece.length;
      if (piece.length > 0) this.push(piece);
      if (left === 0) this.push(null);
      done();
    },
  });
}
