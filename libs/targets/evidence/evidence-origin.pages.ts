import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm } from '@academie/platform';

import { EvidenceOriginPage } from './evidence-origin-page';

/** From a unit that counts to its evidence, its source and its journal line. */
@ApiExcludeController()
@Controller('doelen/:id/bewijs')
@Allow('theme_lead', 'administrator', 'auditor')
export class EvidenceOriginPages {
  constructor(private readonly page: EvidenceOriginPage) {}

  @Get(':contributionId')
  show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('contributionId') contributionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.page.show(actor, { id, contributionId }, reply, emptyForm());
  }
}
