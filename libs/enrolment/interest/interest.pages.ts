import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { seeOther, t } from '@academie/platform';

import { InterestService } from './interest.service';

/** Wanting to know when a course has a date. */
@ApiExcludeController()
@Controller('aanbod/:slug/interesse')
@Allow('participant')
export class InterestPages {
  constructor(private readonly interests: InterestService) {}

  @Post()
  async express(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.interests.express(actor, await this.interests.courseId(actor, slug));
    seeOther(reply, `/aanbod/${slug}`, t('enrolment.interest.noted'));
  }

  @Post('intrekken')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const back = isFromMine(body) ? '/mijn' : `/aanbod/${slug}`;
    await this.interests.withdraw(actor, await this.interests.courseId(actor, slug));
    seeOther(reply, back, t('enrolment.interest.withdrawn'));
  }
}

/** Pressed in Mijn academie, and not on the page of the course. */
const isFromMine = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'terug' in body && body.terug === 'mijn';
