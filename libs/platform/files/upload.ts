import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { notCounting } from '../work/request-work';
import { uptime } from '../work/current-work';

declare module 'fastify' {
  interface FastifyRequest {
    /** The file of a route with `@Upload()`, when one was sent. */
    upload?: UploadedFile;
  }
}

export interface UploadedFile {
  /** As the sender calls it, without control characters or folders; never a path of ours. */
  name: string;
  content: Buffer;
  /** The file was larger than we take, and content is only its beginning. */
  tooLarge: boolean;
}

interface UploadConfig {
  upload?: number;
  uploadOfStrangers?: boolean;
}

/**
 * The route takes a form with a file of at most so many megabytes, in memory: `request.upload`, and the
 * other fields as the body. Read before the guards, because one of those fields is the form token.
 * `ofStrangers`: also of people who are not signed in; such a route is limited by address.
 */
export const Upload = (megabytes = 10, { ofStrangers = false } = {}): MethodDecorator =>
  applyDecorators(RouteConfig({ upload: megabytes, uploadOfStrangers: ofStrangers }));

/** Reads the forms of routes with `@Upload()`. */
export function installUploads(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', async (request) => {
    const { upload, uploadOfStrangers } = request.routeOptions.config as UploadConfig;
    const { actor } = request as { actor?: unknown };
    // A stranger is refused by the guard; nothing of what is sent is kept until then.
    if (!upload || !(actor || uploadOfStrangers) || !request.isMultipart()) return;
    const from = uptime();
    request.body = await readParts(request, upload);
    notCounting(request, from);
  });
}

// A file that is too large is an answer beside its field, not an error that loses the form.
const oneFile = (megabytes: number) => ({
  limits: { files: 1, fileSize: megabytes * 1_000_000 },
  throwFileSizeLimit: false,
});

async function readParts(
  request: FastifyRequest,
  megabytes: number,
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for await (const part of request.parts(oneFile(megabytes))) {
    if (part.type === 'field') {
      fields[part.fieldname] = part.value;
      continue;
    }
    const content = await part.toBuffer();
    // A browser sends an empty, nameless file when none was chosen.
    if (part.filename || content.length > 0)
      request.upload = {
        name: nameOf(part.filename),
        content,
        tooLarge: part.file.truncated,
      };
  }
  return fields;
}

/** The name of a file without control characters or folders. */
export const nameOf = (given: string): string =>
  (
    given
      .replace(/[\x00-\x1f\x7f]/g, '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  ).slice(0, 200) || 'bestand';
