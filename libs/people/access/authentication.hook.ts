import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { Config } from '@academie/platform';

import type { Actor } from './actor';
import { SessionService } from './session.service';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, by cookie or bearer token. */
    actor?: Actor;
    /** Whether the caller came with a bearer token. */
    bearer?: boolean;
  }
}

/** Over https the `__Host-` prefix keeps other hosts of the domain from planting a cookie (ASVS 3.3.1). */
export const sessionCookie = (config: Config): string =>
  config.publicUrl.startsWith('https:') ? '__Host-sessie' : 'sessie';

export function setSessionCookie(reply: FastifyReply, config: Config, token: string): void {
  void reply.setCookie(sessionCookie(config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
  });
}

/** Files are the same for all, and whoever watches over the process must hear of it while the database is away. */
const SKIPPED_PATHS = /^\/(static\/|livez|readyz|metrics)/;

/** Finds out who is asking, before anything else looks at the request. */
export function installAuthentication(app: NestFastifyApplication, config: Config): void {
  const sessions = app.get(SessionService);
  const cookie = sessionCookie(config);
  const authenticate = async (request: FastifyRequest): Promise<void> => {
    const { authorization } = request.headers;
    if (authorization?.startsWith('Bearer ')) {
      request.bearer = true;
      const found = await sessions.byToken(authorization.slice(7));
      request.actor = found?.actor;
      request.credential = found && `token:${found.actor.id}`;
      request.rate = found?.rate;
      return;
    }
    const token = request.cookies[cookie];
    if (!token) return;
    const found = await sessions.bySession(token);
    request.actor = found?.actor;
    request.csrfToken = found?.csrfToken;
    request.credential = found && `person:${found.actor.id}`;
  };
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      if (!SKIPPED_PATHS.test(request.url)) await authenticate(request);
    });
}
