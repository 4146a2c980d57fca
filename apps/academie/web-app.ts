import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

import { installAuthentication, pageContextFor } from '@academie/people';
import {
  Clock,
  type Config,
  createLog,
  HEADERS_MS,
  installWeb,
  LONGEST_REQUEST_MS,
  NestLog,
  newId,
  Readiness,
} from '@academie/platform';

import { migrations } from '../../migrations';
import { AcademieModule } from './academie.module';
import { installOpenApi } from './openapi';

const MEGABYTE = 1_048_576;

/** The web application, ready to listen or to be asked by a test. The caller has migrated. */
export async function createWebApp(
  config: Config,
  clock = new Clock(),
): Promise<NestFastifyApplication> {
  const log = createLog(config);
  const adapter = new FastifyAdapter({
    trustProxy: config.trustProxy,
    bodyLimit: MEGABYTE,
    genReqId: () => newId(),
    rewriteUrl: ({ url = '/' }) => readable(url),
    requestTimeout: LONGEST_REQUEST_MS,
    http: { headersTimeout: HEADERS_MS },
    logger: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AcademieModule.with(config, clock),
    adapter,
    {
      logger: new NestLog(log),
      abortOnError: false,
    },
  );
  await installWeb(app, config, log, pageContextFor(app, config));
  await installAuthentication(app, config);
  installOpenApi(app);
  app.get(Readiness).needs(migrations.map(({ name }) => name));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

// Fastify answers an address that it cannot decode by itself, past every hook: without the headers
// that protect a browser and in its own words. Taken literally it is just an address we do not have.
function readable(url: string): string {
  if (!url.includes('%')) return url;
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return url;
  } catch {
    return url.replaceAll('%', '%25');
  }
}
