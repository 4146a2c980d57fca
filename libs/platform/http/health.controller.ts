import { timingSafeEqual } from 'node:crypto';

import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, type Config } from '../config/config';
import { Metrics } from '../operations/metrics';
import { type NotReady, Readiness } from '../operations/readiness';
import { Public } from './public';
import { NotFound } from '../errors/refusal';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** What a proxy says of who is behind it. A proxy on this machine looks like this machine. */
const SAYS_A_PROXY = /^(forwarded|via|x-real-ip|x-forwarded-.*|x-client-ip|true-client-ip)$/;

interface ReadyAnswer {
  status: 'ok' | 'not-ready';
  reasons?: NotReady[];
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

  /** The process can serve; else 503 with the reasons, in stable words: what sends visitors leaves it out. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyAnswer> {
    const reasons = await this.readiness.reasonsAgainst();
    if (reasons.length === 0) return { status: 'ok' };
    void reply.status(503);
    return { status: 'not-ready', reasons };
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
    return this.metrics.text();
  }
}

const isThroughProxy = (request: FastifyRequest): boolean =>
  Object.keys(request.headers).some((name) => SAYS_A_PROXY.test(name));

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
