import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Config } from '../config/config';

/** All that the content host has. */
const CONTENT = /^\/l\//;

/** Ports after the first that are tried; another academie may have that one. */
const TRIES = 20;

/**
 * What packages bring runs on a host of its own, so that no code of theirs ever runs where somebody is signed in
 * (docs/decisions/0154). The name that a browser asked for decides: on the content host there is nothing but
 * `/l/`, and on every other name there is no `/l/`. Call before anything reads a cookie.
 */
export function installContentHost(
  fastify: FastifyInstance,
  config: Config,
  secure: Readonly<Record<string, string>>,
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const isContent = isContentHost(request, config);
    if (isContent) {
      for (const name of Object.keys(secure)) void reply.removeHeader(name);
      void reply.headers(contentHeaders(config));
    }
    if (isContent === CONTENT.test(request.url)) return done();
    void reply.status(404).type('text/plain; charset=utf-8').send('Not found\n');
  });
}

/** Whether a request came to the host of packages. */
export const isContentHost = ({ host }: FastifyRequest, { contentUrl }: Config): boolean =>
  contentUrl !== undefined && host.toLowerCase() === new URL(contentUrl).host;

/** Packages use inline scripts, eval and blobs; none of them may ask anything of another host. */
function contentHeaders({ contentUrl = '', publicUrl }: Config): Record<string, string> {
  return {
    'content-security-policy': [
      `default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:`,
      `connect-src 'self' data: blob:`,
      `form-action 'self'`,
      `base-uri 'self'`,
      `object-src 'self'`,
      `frame-ancestors 'self' ${new URL(publicUrl).origin}`,
    ].join(';'),
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    ...(contentUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=31536000',
    }),
  };
}

/**
 * Without a `CONTENT_URL` packages get another name of this machine and a port of their own, where the same
 * application answers. Returns the address, or undefined when there is a `CONTENT_URL` or none can be made.
 */
export async function listenForContent(
  app: NestFastifyApplication,
  config: Config,
): Promise<string | undefined> {
  if (config.contentPort === undefined || config.contentUrl === undefined) return undefined;
  const fastify = app.getHttpAdapter().getInstance();
  const own = fastify.server;
  const { requestTimeout, headersTimeout } = own;
  const server = http.createServer({ requestTimeout, headersTimeout }, (request, response) =>
    fastify.routing(request, response),
  );
  own.once('close', () => {
    server.close();
    server.closeAllConnections();
  });
  for (let tried = 0; tried < TRIES; tried += 1)
    if (await listens(server, config.contentPort && config.contentPort + tried, config.host)) {
      const { port } = server.address() as AddressInfo;
      config.contentUrl = Object.assign(new URL(config.contentUrl), { port }).origin;
      return config.contentUrl;
    }
  config.contentUrl = undefined;
  return undefined;
}

const listens = (server: http.Server, port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const failed = (): void => resolve(false);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
