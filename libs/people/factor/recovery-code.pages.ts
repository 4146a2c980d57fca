import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { InvalidInput, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, FACTORS, RecentProof } from '../access/access.guard';
import { FactorService } from './factor.service';
import { showCodes } from './factor-view';

const CODE = /^(?:[0-9a-z]{4}-){5}[0-9a-z]{4}$/;

/** Recovery codes: new ones, and a file of those that are on the page. */
@ApiExcludeController()
@Controller(`${FACTORS}/herstelcodes`)
@Allow('participant')
@RecentProof()
export class RecoveryCodePages {
  constructor(private readonly service: FactorService) {}

  @Post()
  async renew(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    showCodes(reply, await this.service.renewCodes(actor), FACTORS);
  }

  /** The page sends its codes back, since the academie keeps none that can be read. */
  @Post('bestand')
  file(@Body() body: unknown, @Res() reply: FastifyReply): void {
    const { codes } = (body ?? {}) as { codes?: unknown };
    const lines = typeof codes === 'string' ? codes.slice(0, 1000).split(' ') : [];
    if (!lines.every((line) => CODE.test(line))) throw new InvalidInput([]);
    void reply
      .status(200)
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="herstelcodes.txt"')
      .header('cache-control', 'no-store')
      .send([t('people.factor.codes-file'), '', ...lines, ''].join('\r\n'));
  }
}
