import type { FastifyReply, FastifyRequest } from 'fastify';

import type { PageView, PreparedPage } from './handlebars';

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a page: the view with `data`, plus `page` (who is signed in, navigation, messages). */
    view(name: string, data?: object): FastifyReply;
    /** As `view`, for a page without a form that may be wrong: rendered once for as long as it shows the same. */
    viewKept(name: string, data: PageView): FastifyReply;
    /** Sends a page that was rendered for many, in this reader's frame and with this reader's token. */
    sendPrepared(page: PreparedPage): FastifyReply;
  }
}

/** A message left by the page before this one. */
export interface Flash {
  kind: 'success' | 'error' | 'info';
  text: string;
}

const COOKIE = 'melding';

/** After a form was handled: go to `path` (303, so a reload repeats nothing) and say how it went. */
export function seeOther(
  reply: FastifyReply,
  path: string,
  text?: string,
  kind: Flash['kind'] = 'success',
): void {
  if (text)
    void reply.setCookie(
      COOKIE,
      Buffer.from(JSON.stringify({ kind, text })).toString('base64url'),
      {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        maxAge: 60,
      },
    );
  void reply.redirect(path, 303);
}

/** Takes the message out of the cookie, once. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const given = request.cookies[COOKIE];
  if (!given) return undefined;
  void reply.clearCookie(COOKIE, { path: '/' });
  try {
    const flash = JSON.parse(Buffer.from(given, 'base64url').toString()) as Partial<Flash>;
    const kind = flash.kind === 'error' || flash.kind === 'info' ? flash.kind : 'success';
    return typeof flash.text === 'string' ? { kind, text: flash.text.slice(0, 500) } : undefined;
  } catch {
    return undefined; // somebody made the cookie up; it says nothing then
  }
}

/**
 * A path of our own to go to after signing in, as a header can hold it; anything else becomes the home page
 * (no open redirect).
 */
export const localPathOrHome = (path: unknown): string =>
  typeof path === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(path)
    ? path.replace(/[^!-~]+/g, (part) => encodeURIComponent(Buffer.from(part).toString()))
    : '/';
