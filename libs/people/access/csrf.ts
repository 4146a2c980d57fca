import { createHash, timingSafeEqual } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

/** The form token of a session; the person who cannot read the session cookie cannot know it. */
export const csrfTokenOf = (sessionToken: string): string =>
  createHash('sha256').update(`form:${sessionToken}`).digest('base64url');

/**
 * Whether a browser says that one of our own pages sent this (Fetch Metadata, and Origin for older
 * ones). A caller that sends neither is no browser, so no cookie was sent against anybody's will.
 */
export function sameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

/** Whether a browser says so itself; not just that nothing says otherwise. */
export const saysSameOrigin = (request: FastifyRequest): boolean =>
  (request.headers['sec-fetch-site'] === 'same-origin' || request.headers.origin !== undefined) &&
  sameOrigin(request);

/** Whether the form (or the header a script sends) carries this session's token. */
export function tokenMatches(request: FastifyRequest): boolean {
  const body = request.body as { _csrf?: unknown } | undefined;
  const given = request.headers['x-csrf-token'] ?? body?._csrf;
  if (typeof given !== 'string' || !request.csrfToken) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(request.csrfToken)];
  return a.length === b.length && timingSafeEqual(a, b);
}
