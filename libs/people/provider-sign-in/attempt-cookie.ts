import { createHash, randomBytes } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Config } from '@academie/platform';

/** What ties an attempt to the browser in which it began, so that nobody is signed in as somebody else. */
const COOKIE = 'inlogdienst';
const KEPT_SECONDS = 3600;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The browser that asks; undefined when it began nothing. */
export function browserOf(request: FastifyRequest): Buffer | undefined {
  const secret = request.cookies[COOKIE];
  return secret ? hashOf(secret) : undefined;
}

/** The browser that asks, known from now on. */
export function rememberBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  config: Config,
): Buffer {
  const secret = request.cookies[COOKIE] ?? randomBytes(32).toString('base64url');
  void reply.setCookie(COOKIE, secret, {
    path: '/inloggen',
    httpOnly: true,
    // Sent along when the service sends the browser back.
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    maxAge: KEPT_SECONDS,
  });
  return hashOf(secret);
}
