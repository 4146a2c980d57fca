import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, type Config } from '../config/config';
import { Metrics } from '../operations/metrics';
import { mayReadMetrics } from '../operations/metrics-access';
import { type Impairment, type NotReady, Readiness } from '../operations/readiness';
import { Public } from './public';
import { NotFound } from '../errors/refusal';

interface ReadyAnswer {
  status: 'ok' | 'not-ready';
  reasons?: NotReady[];
  impaired?: Impairment[];
}

/** For the monitoring of the process. */
@ApiExcludeController()
@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The process runs. */
  @Get('livez')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The process can serve; else 503 with the reasons, in stable words: what sends visitors leaves it out. What does not
   * work meanwhile stands under `impaired`.
   */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyAnswer> {
    const reasons = await this.readiness.reasonsAgainst();
    if (reasons.length === 0) {
      const impaired = await this.readiness.impairments();
      return { status: 'ok', ...(impaired.length > 0 && { impaired }) };
    }
    void reply.status(503);
    return { status: 'not-ready', reasons };
  }

  /** Prometheus text, for who may read it. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async show(@Req() request: FastifyRequest): Promise<string> {
    if (!mayReadMetrics(request.raw, this.config)) throw new NotFound();
    return this.metrics.text();
  }
}
