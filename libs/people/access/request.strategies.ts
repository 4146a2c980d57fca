import { Strategy } from '@fastify/passport';
import type { FastifyRequest } from 'fastify';

import type { SessionService } from './session.service';

/**
 * A program that sends a bearer token. Not passport-http-bearer: that one also takes a token from the
 * address, where it ends up in logs. A token that is unknown leaves the caller without a name; the guard
 * of the route refuses.
 */
export class BearerStrategy extends Strategy {
  constructor(private readonly sessions: SessionService) {
    super('bearer');
  }

  override async authenticate(request: FastifyRequest): Promise<void> {
    const { authorization } = request.headers;
    if (!authorization?.startsWith('Bearer ')) return this.fail();
    request.bearer = true;
    const found = await this.sessions.byToken(authorization.slice(7));
    if (!found) return this.pass();
    request.credential = `token:${found.actor.id}`;
    request.rate = found.rate;
    this.success(found.actor);
  }
}

/** A browser with the cookie of a session. A session that has ended leaves it without a name. */
export class SessionStrategy extends Strategy {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookie: string,
  ) {
    super('session');
  }

  override async authenticate(request: FastifyRequest): Promise<void> {
    const token = request.cookies[this.cookie];
    const found = token && (await this.sessions.bySession(token));
    if (!found) return this.pass();
    request.credential = `person:${found.actor.id}`;
    request.csrfToken = found.csrfToken;
    request.provedAt = found.provedAt;
    this.success(found.actor);
  }
}
