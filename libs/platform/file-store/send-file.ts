import type { FastifyReply, FastifyRequest } from 'fastify';

import type { FileRow, FileStore } from './file-store';

/** May be shown inside a page; everything else is handed over as a download. */
const SHOWN = /^(?:image\/(?:png|jpeg|webp|gif|avif)|video\/(?:mp4|webm)|text\/vtt)$/;

/**
 * Sends a file to somebody who may have it, or the part of it that was asked for: a player of films asks
 * for parts. Nothing in it ever runs as a page of ours: the browser is told to believe the type, to run
 * nothing, and to save what is no picture, film or caption.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  file: FileRow,
  cacheControl = 'private, max-age=3600',
): Promise<void> {
  const isShown = SHOWN.test(file.mediaType);
  void reply.headers({
    'accept-ranges': 'bytes',
    'cache-control': cacheControl,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'content-type': isShown ? file.mediaType : 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    etag: `"${file.sha256}"`,
  });
  if (request.headers['if-none-match'] === `"${file.sha256}"`) {
    void reply.status(304).send();
    return;
  }
  const asked = rangeOf(request.headers.range, file.size);
  if (asked === 'unsatisfiable') {
    void reply.status(416).header('content-range', `bytes */${file.size}`).send();
    return;
  }
  if (!asked) {
    const all = await store.read(file);
    void reply.header('content-length', file.size).send(all);
    return;
  }
  const { start, end } = asked;
  const part = await store.read(file, asked);
  void reply
    .status(206)
    .header('content-range', `bytes ${start}-${end}/${file.size}`)
    .header('content-length', end - start + 1)
    .send(part);
}

const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

type Range = { start: number; end: number } | 'unsatisfiable' | undefined;

/**
 * The one range that a request asks for (RFC 9110, section 14.2); undefined for the whole file, also when
 * several are asked or the header makes no sense.
 */
export function rangeOf(header: string | undefined, size: number): Range {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  return start >= size || (from === '' && Number(to) === 0) ? 'unsatisfiable' : { start, end };
}
