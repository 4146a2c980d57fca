import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor } from '@academie/people';
import { Clock, Public } from '@academie/platform';

import { ProgrammeDatesQueries } from '../programme/programme-dates.queries';
import { ProgrammeQueries } from '../programme/programme.queries';
import { programmeListView, programmeView } from './programme-view';

/** What leergangen there are, and one of them with its steps and their dates. */
@ApiExcludeController()
@Controller('leergangen')
export class ProgrammePages {
  constructor(
    private readonly programmes: ProgrammeQueries,
    private readonly dates: ProgrammeDatesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  async list(@Res() reply: FastifyReply): Promise<void> {
    const found = await this.programmes.published();
    reply.view('catalogue/programme-page/programmes', programmeListView(found));
  }

  @Get(':slug')
  @Public()
  async show(
    @Param('slug') slug: string,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const programme = await this.programmes.bySlug(actor, slug.slice(0, 200));
    const courseIds = programme.steps.flatMap(({ courses }) => courses.map(({ id }) => id));
    const dates = await this.dates.of(actor, courseIds);
    const view = programmeView(programme, dates, actor, this.clock.now());
    reply.view('catalogue/programme-page/programme', view);
  }
}
