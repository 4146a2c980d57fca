import { Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ProgrammeQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { seeOther, t } from '@academie/platform';

import { courseIdsOf } from './programme-enrol.pages';
import { ProgrammeEnrolmentService } from './programme-enrolment.service';
import { ProgrammeProgressQueries } from './programme-progress.queries';
import { myProgrammesView } from './programme-view';

/** Mijn academie: the leergangen that somebody follows. */
@ApiExcludeController()
@Controller('mijn/leergangen')
@Allow('participant')
export class MyProgrammesPages {
  constructor(
    private readonly programmes: ProgrammeQueries,
    private readonly progress: ProgrammeProgressQueries,
    private readonly service: ProgrammeEnrolmentService,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const followed = await this.progress.followed(actor.id);
    const programmes = await this.programmes.ofIds(
      actor,
      followed.map(({ programmeId }) => programmeId),
    );
    const standings = await this.progress.standings(
      actor,
      [actor.id],
      programmes.flatMap(courseIdsOf),
    );
    reply.view(
      'enrolment/programme/my-programmes',
      myProgrammesView(programmes, standings.get(actor.id) ?? []),
    );
  }

  @Post(':id/stoppen')
  async leave(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.leave(actor, id);
    seeOther(reply, '/mijn/leergangen', t('enrolment.programme.left'));
  }
}
