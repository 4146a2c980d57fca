import { Controller, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { t, tellOutcome } from '@academie/platform';

import { ComingService } from './coming.service';

/** The button with which somebody says to come. */
@ApiExcludeController()
@Controller('mijn/inschrijvingen/:id/komen')
@Allow('participant')
export class ComingPages {
  constructor(private readonly coming: ComingService) {}

  @Post()
  async say(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, `/mijn/inschrijvingen/${id}`, async () => {
      await this.coming.say(actor, id);
      return t('enrolment.coming.said');
    });
  }
}
