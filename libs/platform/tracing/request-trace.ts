import type { FastifyInstance } from 'fastify';

import type { OpenSpan, Tracing } from './tracing';

declare module 'fastify' {
  interface FastifyRequest {
    span: OpenSpan | undefined;
  }
}

/**
 * Makes each request a span below that of who asks, when it names one; without a collector it adds nothing. After
 * `installRequestWork`.
 */
export function installRequestTrace(fastify: FastifyInstance, tracing: Tracing): void {
  fastify.decorateRequest('span');
  if (!tracing.isOn) return;
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    request.span = tracing.start(request.method, {
      kind: 'server',
      parent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    request.work.traceparent = request.span?.traceparent;
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    // The pattern, not the address: that may hold a token.
    const route = request.routeOptions.url ?? '-';
    const status = reply.statusCode;
    request.span?.end({
      name: `${request.method} ${route}`,
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': status,
      },
      error: status >= 500 ? String(status) : undefined,
    });
    done();
  });
}
