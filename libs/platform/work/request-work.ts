import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Config } from '../config/config';
import { doAs, uptime, type Work } from './current-work';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request does, and until when it may. */
    work: Work;
    /** When its body began to come in. */
    bodyFrom: number;
  }
}

/**
 * What the route reads comes from the replica where there is one that has everything (docs/decisions/0193): for reports,
 * which ask much and are asked seldom. Put it below other decorators that configure the route.
 */
export const FromReplica = (): MethodDecorator => RouteConfig({ fromReplica: true });

/**
 * Gives each request its time: what it asks of the database has to be done by then. What a slow line or a large
 * file takes to come in does not count. `RouteConfig({ minutes })` on a route whose work takes longer gives it more.
 */
export function installRequestWork(fastify: FastifyInstance, config: Config): void {
  fastify.decorateRequest('work');
  fastify.decorateRequest('bodyFrom', 0);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { minutes, fromReplica = false } = request.routeOptions.config as {
      minutes?: number;
      fromReplica?: boolean;
    };
    const most = minutes ? minutes * 60_000 : config.databaseTimeoutMs;
    request.work = { kind: 'request', endsAt: uptime() + most, fromReplica };
    doAs(request.work, done);
  });
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    request.bodyFrom = uptime();
    done();
  });
  // The parser of a body comes back outside of what the first hook ran.
  fastify.addHook('preValidation', (request, _reply, done) => {
    notCounting(request, request.bodyFrom);
    doAs(request.work, done);
  });
}

/** Gives a request the time back that something of the network took since `from`. */
export const notCounting = ({ work }: FastifyRequest, from: number): void => {
  work.endsAt += uptime() - from;
};
