import type { FastifyReply } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { Config } from '@academie/platform';

import type { Actor } from './actor';
import { Passport } from './passport';
import { BearerStrategy, SessionStrategy } from './request.strategies';
import { SessionService, STAYS_SECONDS } from './session.service';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, by cookie or bearer token. */
    actor: Actor | null;
    /** Whether the caller came with a bearer token. */
    bearer?: boolean;
    /** When the person of the session last showed who it is. */
    provedAt?: Date | undefined;
  }
}

/** Over https the `__Host-` prefix keeps other hosts of the domain from planting a cookie (ASVS 3.3.1). */
export const sessionCookie = (config: Config): string =>
  config.publicUrl.startsWith('https:') ? '__Host-sessie' : 'sessie';

/** Gives the browser its session; one that does not stay signed in forgets it when it is closed. */
export function setSessionCookie(
  reply: FastifyReply,
  config: Config,
  token: string,
  stays = false,
): void {
  void reply.setCookie(sessionCookie(config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    ...(stays && { maxAge: STAYS_SECONDS }),
  });
}

/**
 * Files are the same for all, what packages bring runs where nobody is signed in, and monitoring must get an answer
 * while the database is away.
 */
const SKIPPED_PATHS = /^\/(static\/|l\/|livez|readyz|metrics)/;

/** Finds out who is asking, before anything else looks at the request. */
export async function installAuthentication(
  app: NestFastifyApplication,
  config: Config,
): Promise<void> {
  const sessions = app.get(SessionService);
  const passport = app.get(Passport);
  passport.use(new BearerStrategy(sessions));
  passport.use(new SessionStrategy(sessions, sessionCookie(config)));
  const fastify = app.getHttpAdapter().getInstance();
  // Passport's plugin asks for the session of another plugin, which only its own sessions would use.
  fastify.decorateRequest('session', null);
  await fastify.register(passport.initialize());
  const authenticate = passport.authenticate(['bearer', 'session'], {
    session: false,
    authInfo: false,
  });
  fastify.addHook('onRequest', async function (request, reply) {
    if (!SKIPPED_PATHS.test(request.url)) await authenticate.call(this, request, reply);
  });
}
