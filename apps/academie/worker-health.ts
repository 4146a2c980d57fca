import http from 'node:http';

import type { INestApplicationContext } from '@nestjs/common';

import { type Config, mayReadMetrics, Metrics, Readiness } from '@academie/platform';

/**
 * Health and metrics of a worker, which has no web door: `/livez`, `/readyz` and `/metrics` on WORKER_PORT of
 * 127.0.0.1, or of HOST with METRICS_TOKEN set. Nothing when no port is configured.
 */
export async function openWorkerHealth(
  app: INestApplicationContext,
  config: Config,
): Promise<http.Server | undefined> {
  if (config.workerPort === undefined) return undefined;
  const server = http.createServer((request, response) => {
    answer(app, config, request).then(
      ([status, text]) => response.writeHead(status, { 'content-type': 'text/plain' }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  const host = config.metricsToken ? config.host : '127.0.0.1';
  await new Promise<void>((resolve) => server.listen(config.workerPort, host, resolve));
  return server;
}

async function answer(
  app: INestApplicationContext,
  config: Config,
  request: http.IncomingMessage,
): Promise<[status: number, text: string]> {
  const { url } = request;
  if (url === '/livez') return [200, 'ok'];
  if (url === '/readyz') {
    const reasons = await app.get(Readiness).reasonsAgainst();
    return reasons.length === 0 ? [200, 'ok'] : [503, reasons.join('\n')];
  }
  if (url === '/metrics' && mayReadMetrics(request, config))
    return [200, await app.get(Metrics).text()];
  return [404, 'not found'];
}
