import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { MultipartFile } from '@fastify/multipart';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Config } from '../config/config';
import { newId } from '../config/ids';
import { nameOf } from '../files/upload';
import { notCounting } from '../work/request-work';
import { uptime } from '../work/current-work';
import { HEAD_BYTES } from './media-type';

declare module 'fastify' {
  interface FastifyRequest {
    /** The files of a route with `@DiskUpload()`, by the name of their field. */
    diskUploads?: Record<string, DiskUploaded>;
  }
}

/** A file that came in and lies on the disk until the answer has gone, unless the store took it over. */
export interface DiskUploaded {
  /** As its sender calls it, without control characters or folders; never a path of ours. */
  name: string;
  path: string;
  size: number;
  /** In hexadecimal digits. */
  sha256: string;
  /** Its first bytes. */
  head: Buffer;
  /** It was larger than the route takes, and only its beginning came in. */
  tooLarge: boolean;
}

/**
 * The route takes a form with files of at most so many megabytes each, which go to the disk as they come:
 * `request.diskUploads`, and the other fields as the body. Read before the guards, because one of the fields is
 * the form token. `form` is for the same form without a file; `minutes` for work on it that takes longer than that of a
 * page, which no other decorator can add: a route has one configuration.
 */
export const DiskUpload = (
  megabytes: number,
  more: { form?: { kilobytes: number; fields: number }; minutes?: number } = {},
): MethodDecorator => RouteConfig({ diskUpload: megabytes, ...more });

type Scan = (
  uploads: Readonly<Record<string, DiskUploaded>>,
  scanner: NonNullable<Config['scanner']>,
  request: FastifyRequest,
) => Promise<void>;

/**
 * Reads the forms of routes with `@DiskUpload()`, of people who are signed in, into the folder of the configuration, and
 * has them looked at where there is a scanner of viruses.
 */
export function installDiskUploads(
  fastify: FastifyInstance,
  { filesFolder: folder, scanner }: Pick<Config, 'filesFolder' | 'scanner'>,
  scan: Scan,
): void {
  fastify.addHook('preValidation', async (request) => {
    const { diskUpload } = request.routeOptions.config as { diskUpload?: number };
    const { actor } = request as { actor?: unknown };
    // A stranger is refused by the guard; nothing of what is sent is kept until then.
    if (!diskUpload || !actor || !request.isMultipart()) return;
    request.diskUploads = {};
    const from = uptime();
    try {
      request.body = await readParts(request, diskUpload * 1_000_000, folder);
      if (scanner) await scan(request.diskUploads, scanner, request);
    } catch (error) {
      await removeUploads(request);
      throw error;
    }
    notCounting(request, from);
  });
  fastify.addHook('onResponse', removeUploads);
}

async function removeUploads({ diskUploads }: FastifyRequest): Promise<void> {
  for (const { path: file } of Object.values(diskUploads ?? {})) await fs.rm(file, { force: true });
}

async function readParts(
  request: FastifyRequest,
  fileSize: number,
  folder: string,
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  // A file that is too large is an answer beside its field, not an error that loses the form.
  const options = { limits: { files: 3, fileSize }, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else await receive(request, part, folder);
  }
  return fields;
}

async function receive(
  request: FastifyRequest,
  part: MultipartFile,
  folder: string,
): Promise<void> {
  const incoming = path.join(folder, 'incoming');
  await fs.mkdir(incoming, { recursive: true });
  const file: DiskUploaded = {
    name: nameOf(part.filename),
    path: path.join(incoming, newId()),
    size: 0,
    sha256: '',
    head: Buffer.alloc(0),
    tooLarge: false,
  };
  // Known before the first byte comes, so that a sender who breaks off leaves nothing.
  if (request.diskUploads) request.diskUploads[part.fieldname] = file;
  const hash = createHash('sha256');
  const look = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      if (file.head.length < HEAD_BYTES)
        file.head = Buffer.concat([file.head, chunk]).subarray(0, HEAD_BYTES);
      file.size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(part.file, look, createWriteStream(file.path, { flush: true, mode: 0o600 }));
  file.sha256 = hash.digest('hex');
  file.tooLarge = part.file.truncated;
  // A browser sends an empty, nameless file when none was chosen.
  if (part.filename || file.size > 0) return;
  await fs.rm(file.path, { force: true });
  if (request.diskUploads) Reflect.deleteProperty(request.diskUploads, part.fieldname);
}
