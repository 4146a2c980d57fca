import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';

import { crumbsOf } from '../register/register-view';
import { SessionAccess } from '../register/session-access';
import { handoutView } from './handout-view';
import { HandoutQueries } from './handout.queries';

/**
 * The material of a session for who gives it, one step from the register and back. It stands below /lesgeven so that
 * a device shows what it keeps of it where there is no connection.
 */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id/materiaal')
@Allow('trainer', 'theme_lead', 'administrator')
export class SessionMaterialsPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: HandoutQueries,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const materials = await this.queries.ofOffering(actor, head.offeringId);
    const files = await this.queries.filesOf(materials);
    reply.view('attendance/handout/handouts', {
      title: 'Materiaal',
      crumbs: crumbsOf(head, 'Materiaal'),
      course: head.courseTitle,
      when: dateRangeText(head.startsAt, head.endsAt),
      materials: materials.map((row) => handoutView(actor, row, files.get(row.fileId ?? ''))),
      forTrainer: true,
    });
  }
}
