import path from 'node:path';

import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import statics from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

import type { Config } from '../config/config';
import { ROOT } from '../files/files';
import { type FrameContext, LayoutCache } from '../pages/layout-cache';
import { type PageView, type PreparedPage, Views } from '../pages/handlebars';
import { PageCache } from '../pages/page-cache';
import { ShortCache } from '../database/short-cache';
import { namedInLog } from '../operations/log';
import { Metrics } from '../operations/metrics';
import { installBodyParsers } from './body-limits';
import { installContentHost } from './content-host';
import { installCompression } from './compression';
import { installReadingOn } from './refused-body';
import { installRateLimit } from './rate-limit';
import type { ActionLine } from '../work/action-line';
import { installRequestWork } from '../work/request-work';
import { RefusalFilter } from './refusal.filter';
import { installRequestTrace } from '../tracing/request-trace';
import { traceIdOf } from '../tracing/trace-parent';
import { Tracing } from '../tracing/tracing';
import { installQuickStop } from './quick-stop';
import { installBodyPace } from './slow-bodies';
import { securityHeaders } from './security-headers';
import { installDiskUploads } from '../file-store/disk-upload';
import { scanUploads } from '../file-store/scan-uploads';
import { installUploads } from '../files/upload';
import { inputPipe } from '../errors/validation';

/** What every page shows around its own content; people decides it, since it knows who is there. */
export type PageContext = (request: FastifyRequest, reply: FastifyReply) => FrameContext;

/** A year: the files carry their version in their address. */
const FOR_EVER = 365 * 24 * 3600;

/**
 * Everything HTTP that has no domain in it: headers, cookies, uploads, static files, pages, errors,
 * the access log. Call once, before the application listens.
 */
export async function installWeb(
  app: NestFastifyApplication,
  config: Config,
  log: Logger,
  pageContext: PageContext,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const filter = app.get(RefusalFilter);

  // First of all, so that what a plugin answers has them too.
  const secure = securityHeaders(config.publicUrl.startsWith('https:'));
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(secure).header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) void reply.header('api-version', '1.0.0');
    done();
  });

  installContentHost(fastify, config, secure);
  installRequestWork(fastify, config);
  installRequestTrace(fastify, app.get(Tracing));
  installBodyPace(fastify);
  installQuickStop(fastify);
  installReadingOn(fastify);
  await installCompression(fastify);
  installBodyParsers(app);
  await fastify.register(cookie);
  // Ten times what our own forms have; busboy's own limits are a thousand parts of two thousand headers each.
  await fastify.register(multipart, {
    limits: { files: 1, fields: 20, parts: 25, fieldNameSize: 100, headerPairs: 20 },
  });
  installUploads(fastify);
  installDiskUploads(fastify, config, scanUploads);
  await installRateLimit(fastify);
  await fastify.register(statics, {
    root: path.join(ROOT, 'apps/academie/public'),
    prefix: '/static/',
    maxAge: FOR_EVER * 1000,
    immutable: true,
    decorateReply: false,
    index: false,
    preCompressed: true,
  });

  const views = app.get(Views);
  const layoutCache = new LayoutCache(views);
  fastify.decorateReply('view', function (this: FastifyReply, name: string, data: object = {}) {
    const page = pageContext(this.request, this);
    return sendPage(this, views.render(name, { ...data, page }));
  });

  fastify.decorateReply('sendPrepared', function (this: FastifyReply, prepared: PreparedPage) {
    const page = pageContext(this.request, this);
    return sendPage(this, layoutCache.wrap(prepared, page));
  });

  const pages = new PageCache(views, config.cacheMs > 0 && !views.fresh);
  fastify.decorateReply('viewKept', function (this: FastifyReply, name: string, data: PageView) {
    return this.sendPrepared(pages.of(name, data));
  });

  const metrics = app.get(Metrics);
  const cache = app.get(ShortCache);
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // Before the answer leaves: the person who then asks for a page sees what was just changed.
    if (request.method !== 'GET' && request.method !== 'HEAD') cache.clear();
    // A page may show names; neither a proxy nor the back button of the next person may keep it.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    const route = request.routeOptions.url ?? '-';
    metrics.requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    const line: ActionLine & { requestId: string; trace: string | undefined } = {
      requestId: request.id,
      trace: request.span && traceIdOf(request.span.traceparent),
      action: `${request.method} ${request.routeOptions.url ?? '-'}`,
      object: namedInLog(request.params),
      result: reply.statusCode,
      origin: request.ip,
      actor: request.credential ?? 'nobody',
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    log.info(line);
    done();
  });

  fastify.addHook('onClose', (_fastify, done) => log.flush(() => done()));

  app.useGlobalPipes(inputPipe());
  app.useGlobalFilters(filter);
}

/** As bytes: Node sets aside three times the length of a text that it sends, and reads it twice. */
const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(Buffer.from(html));
