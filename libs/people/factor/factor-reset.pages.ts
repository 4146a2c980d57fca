import { Body, Controller, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { readForm, seeOther, t, tellOutcome } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, RecentProof } from '../access/access.guard';
import { ReasonRequest } from '../merge/merge.dto';
import { FactorResetService } from './factor-reset.service';

/** Taking away the second factors of somebody who lost them, from the page of the person. */
@ApiExcludeController()
@Controller('beheer/personen/:id/tweede-stap')
@Allow('administrator')
@RecentProof()
export class FactorResetPages {
  constructor(private readonly service: FactorResetService) {}

  @Post('weghalen')
  async reset(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(ReasonRequest, body);
    const path = `/beheer/personen/${id}`;
    if (!data) return seeOther(reply, path, t('people.factor.reason-needed'), 'error');
    await tellOutcome(reply, path, async () => {
      await this.service.reset(actor, id, data.reason);
      return t('people.factor.reset');
    });
  }
}
