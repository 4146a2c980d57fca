import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { mineTabs } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, dayOf } from '@academie/platform';

import { DutyMineQueries } from './duty-mine.queries';
import { openView, pastRow } from './duty-mine-view';

/** What somebody must follow, with the way there. */
@ApiExcludeController()
@Controller('mijn/verplichtingen')
@Allow('participant')
export class DutyMinePages {
  constructor(
    private readonly queries: DutyMineQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const [open, past] = await Promise.all([
      this.queries.open(actor.id),
      this.queries.past(actor.id),
    ]);
    const today = dayOf(this.clock.now());
    reply.view('attendance/duty-mine/my-duties', {
      title: 'Verplichtingen',
      crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: 'Verplichtingen' }],
      browsing: true,
      tabs: mineTabs('duties'),
      open: open.map((row) => openView(row, today)),
      columns: ['Training', 'Wat', 'Wanneer'].map((label) => ({ label })),
      past: past.map(pastRow),
    });
  }
}
