import { Controller, Get, Header, Inject, Req, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

import { CONFIG, type Config } from '../config/config';
import { Database } from '../database/database';
import { Metrics } from '../operations/metrics';
import { Public } from './public';
import { NotFound } from '../errors/refusal';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For whoever watches over the process. */
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

  /** Prometheus text; from this machine, or with the token of METRICS_TOKEN. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async show(@Req() request: FastifyRequest): Promise<string> {
    const allowed = this.config.metricsToken
      ? request.headers.authorization === `Bearer ${this.config.metricsToken}`
      : LOOPBACK.has(request.socket.remoteAddress ?? '') && !request.headers['x-forwarded-for'];
    if (!allowed) throw new NotFound();
    return this.metrics.registry.metrics();
  }
}
