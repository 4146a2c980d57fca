import { timingSafeEqual } from 'node:crypto';

import { Controller, Get, Header, Inject, Req, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

import { CONFIG, type Config } from '../config/config';
import { Database } from '../database/database';
import { Metrics } from '../operations/metrics';
import { Public } from './public';
import { NotFound } from '../errors/refusal';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** What a proxy says of who is behind it. A proxy on this machine looks like this machine. */
const SAYS_A_PROXY = /^(forwarded|via|x-real-ip|x-forwarded-.*|x-client-ip|true-client-ip)$/;

/** For the monitoring of the process. */
@ApiExcludeController()
@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The process runs. */
  @Get('livez')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers. */
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    await this.database.rows('SELECT 1').catch(() => {
      throw new ServiceUnavailableException();
    });
    return { status: 'ok' };
  }

  /**
   * Prometheus text: with the token of METRICS_TOKEN; without one configured from this machine, and through
   * no proxy.
   */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async show(@Req() request: FastifyRequest): Promise<string> {
    const { metricsToken } = this.config;
    const allowed = metricsToken
      ? isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)
      : LOOPBACK.has(request.socket.remoteAddress ?? '') && !isThroughProxy(request);
    if (!allowed) throw new NotFound();
    return this.metrics.registry.metrics();
  }
}

const isThroughProxy = (request: FastifyRequest): boolean =>
  Object.keys(request.headers).some((name) => SAYS_A_PROXY.test(name));

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
