import rateLimit from '@fastify/rate-limit';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Config } from '../config/config';
import { Refusal } from '../errors/refusal';

/** The credential, or this address of the network, asked too often; Retry-After says how long to wait. */
export class TooManyRequests extends Refusal {
  readonly code = 'platform.too-many-requests';
  readonly kind = 'too_many' as const;
}

// Hashing a password is work on purpose; nobody may make us do it all day. In the demo everybody comes from
// one address.
const SIGN_INS_PER_MINUTE = 30;
const SIGN_INS_PER_MINUTE_DEMO = 600;

const signsIn = (request: FastifyRequest): boolean =>
  request.method === 'POST' && request.url.startsWith('/inloggen');

/**
 * The route answers each address of the network at most so many times a minute, whoever asks: what
 * strangers may ask for by a secret code, nobody may try out.
 */
export const LimitByAddress = (perMinute: number): MethodDecorator & ClassDecorator =>
  applyDecorators(
    RouteConfig({
      rateLimit: {
        max: perMinute,
        timeWindow: 60_000,
        allowList: [],
        keyGenerator: ({ ip }: FastifyRequest) => ip,
      },
    }),
  );

/** Limits tokens that have a rate, each by itself, and signing in by address. Nothing else is counted. */
export async function installRateLimit(fastify: FastifyInstance, config: Config): Promise<void> {
  const signIns = config.demo ? SIGN_INS_PER_MINUTE_DEMO : SIGN_INS_PER_MINUTE;
  await fastify.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    allowList: (request) => request.rate === undefined && !signsIn(request),
    keyGenerator: (request) => (signsIn(request) ? request.ip : (request.credential ?? request.ip)),
    max: (request) => (signsIn(request) ? signIns : (request.rate ?? signIns)),
    errorResponseBuilder: () => new TooManyRequests(),
  });
}
