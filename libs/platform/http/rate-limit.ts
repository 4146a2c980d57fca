import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { Refusal } from '../errors/refusal';

/** The credential, or this address of the network, asked too often; Retry-After says how long to wait. */
export class TooManyRequests extends Refusal {
  readonly code = 'platform.too-many-requests';
  readonly kind = 'too_many' as const;
}

/**
 * The route answers each address of the network at most so many times a minute, no matter who asks: what
 * strangers may ask for by a secret code, nobody may try out. The plugin's settings below hold for this
 * route too, so each of them is said again.
 */
export const LimitByAddress = (perMinute: number): MethodDecorator & ClassDecorator =>
  applyDecorators(
    RouteConfig({
      rateLimit: { max: perMinute, timeWindow: 60_000, allowList: [], keyGenerator: networkOf },
    }),
  );

/** The address a request comes from; of IPv6 the part that one connection has. */
export const networkOf = (request: FastifyRequest): string => normalizeIP(request.ip);

/** Limits tokens that have a rate, each by itself. Nothing else is counted, but for `LimitByAddress`. */
export async function installRateLimit(fastify: FastifyInstance): Promise<void> {
  await fastify.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    allowList: (request) => request.rate === undefined,
    keyGenerator: (request) => request.credential ?? networkOf(request),
    max: (request) => request.rate ?? 0,
    errorResponseBuilder: () => new TooManyRequests(),
  });
}
