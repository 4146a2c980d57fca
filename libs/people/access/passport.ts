import { Injectable } from '@nestjs/common';
import { Authenticator } from '@fastify/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Passport for Fastify: each way to say who is asking is a strategy, registered with `use` by the folder
 * that owns it. Its sessions are not used, ours are rows of their own (docs/decisions/0002).
 */
@Injectable()
export class Passport extends Authenticator {
  constructor() {
    super({ userProperty: 'actor' });
  }

  /**
   * Runs one strategy and returns what it found, undefined when it found nobody. The route answers.
   * @throws what the strategy refuses with
   */
  async find<Found>(
    strategy: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Found | undefined> {
    let found: Found | undefined;
    const authenticate = this.authenticate(strategy, (_request, _reply, error, user) => {
      if (error) return Promise.reject(error);
      found = (user || undefined) as Found | undefined;
      return Promise.resolve();
    });
    await authenticate.call(request.server, request, reply);
    return found;
  }
}
