import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { addDays, Clock, dayOf, isDay, laterDay, startOfDay } from '@academie/platform';

import { mondayOf, PLANNING, planningView } from './planning-view';
import { PlanningQueries } from './planning.queries';

/** The planning of a week, for those who plan. */
@ApiExcludeController()
@Controller('beheer/planning')
@Allow('theme_lead', 'administrator')
export class PlanningPages {
  constructor(
    private readonly queries: PlanningQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: PLANNING.href,
    text: 'catalogue.menu.planning',
    roles: ['theme_lead', 'administrator'],
    position: 13,
  })
  async week(
    @CurrentActor() actor: Actor,
    @Query('week') week: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const today = dayOf(this.clock.now());
    const monday = mondayOf(typeof week === 'string' && isNear(week, today) ? week : today);
    const from = startOfDay(monday) ?? this.clock.now();
    const until = startOfDay(laterDay(monday, 7)) ?? addDays(from, 7);
    const items = await this.queries.between(actor, from, until);
    reply.view('catalogue/planning/planning', planningView(monday, today, items));
  }
}

/** A day that exists, less than ten years away. */
const isNear = (day: string, today: string): boolean =>
  isDay(day) && Math.abs(Number(day.slice(0, 4)) - Number(today.slice(0, 4))) < 10;
