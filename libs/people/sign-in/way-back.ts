import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Config, localPathOrHome } from '@academie/platform';

/** Cookie with the page that somebody came from, while a mail with a link is on its way. */
const COOKIE = 'terug';
/** As long as the link in such a mail holds. */
const KEPT_SECONDS = 24 * 3600;

/** Keeps where somebody wants to go once there is an account: the link in the mail opens another page. */
export function keepWayBack(reply: FastifyReply, config: Config, next: unknown): void {
  const path = localPathOrHome(next);
  if (path === '/') return;
  void reply.setCookie(COOKIE, path, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    maxAge: KEPT_SECONDS,
  });
}

/** Where this browser wanted to go, once; nothing on another device. A cookie can hold what anybody wrote, so it is looked at again. */
export function takeWayBack(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const kept = request.cookies[COOKIE];
  if (kept === undefined) return undefined;
  void reply.clearCookie(COOKIE, { path: '/' });
  const path = localPathOrHome(kept);
  return path === '/' ? undefined : path;
}
